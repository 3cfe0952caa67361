from django.shortcuts import render


def form_page(request, person, form, *, heading, text="", submit_label="", danger=False):
    """A page with one form about a person, and the way back to the person's page."""
    context = {
        "person": person,
        "form": form,
        "heading": heading,
        "text": text,
        "submit_label": submit_label,
        "danger": danger,
    }
    return render(request, "registry/people/form.html", context)
