import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from registry.models import Area, AuditEntry, Population
from registry.permissions import Role
from registry.services.areas import AreaFileError, load_areas
from tests.factories import StaffFactory

FILE = "code,name\n34,安徽省\n3417,池州市\n341702,贵池区\n341702001,池阳街道\n341702001008,秀山居委会\n"


def _url(name, code):
    return reverse(f"registry:{name}", args=[code])


def _load(text: str, encoding="utf-8"):
    return load_areas(by=None, content=text.encode(encoding))


class TestFile:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_is_read_in_the_encodings_of_the_field(self, db, encoding):
        loaded = _load(FILE, encoding)
        assert (loaded.added, loaded.renamed, loaded.unchanged) == (5, 0, 0)
        assert Area.objects.get(pk="341702001").name == "池阳街道"

    def test_a_second_time_changes_nothing(self, db):
        _load(FILE)
        loaded = _load(FILE)
        assert (loaded.added, loaded.renamed, loaded.unchanged) == (0, 0, 5)
        assert AuditEntry.objects.count() == 1

    def test_a_new_name_renames(self, db):
        _load(FILE)
        assert _load(FILE.replace("池阳街道", "池阳街道（新）")).renamed == 1
        assert Area.objects.get(pk="341702001").name == "池阳街道（新）"

    def test_parents_may_stand_below_their_children_or_in_the_desk(self, db):
        header, *lines = FILE.splitlines()
        _load("\n".join([header, *reversed(lines)]))
        assert _load("code,name\n341702002,秋浦街道\n").added == 1

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("区划,名称\n34,安徽省\n", "1"),
            ("code,name\n34,安徽省\n34170,x\n", "3"),
            ("code,name\n34,安徽省\n3.41702E+11,x\n", "3"),
            ("code,name\n34,安徽省\n\n3417,\n", "4"),
            ("code,name\n34,安徽省\n34,江苏省\n", "3"),
            ("code,name\n34,安徽省\n341702,贵池区\n", "3"),
            (f"code,name\n34,{'长' * 61}\n", "2"),
        ],
    )
    def test_a_problem_is_told_with_its_line_and_nothing_is_written(self, db, text, problem):
        with pytest.raises(AreaFileError) as raised:
            _load(text)
        assert len(raised.value.problems) == 1
        assert problem in raised.value.problems[0]
        assert not Area.objects.exists()

    def test_every_problem_is_told_at_once(self, db):
        with pytest.raises(AreaFileError) as raised:
            _load("code,name\n1,x\n34,\n3417,池州市\n999999,x\n")
        assert len(raised.value.problems) == 3

    def test_what_is_no_text_is_refused(self, db):
        with pytest.raises(AreaFileError):
            load_areas(by=None, content=b"\x89PNG\r\n\x1a\n\xff\xff\xff")

    def test_the_command_tells_what_it_did(self, db, tmp_path, capsys):
        (tmp_path / "areas.csv").write_text(FILE, encoding="utf-8")
        call_command("load_areas", tmp_path / "areas.csv")
        assert capsys.readouterr().out == "added 5, renamed 0, unchanged 0\n"
        with pytest.raises(CommandError, match="no such file"):
            call_command("load_areas", tmp_path / "none.csv")

    def test_the_real_areas_load(self, db, settings):
        content = (settings.BASE_DIR / "data" / "areas.csv").read_bytes()
        assert load_areas(by=None, content=content).added > 300


class TestPages:
    def test_adds_below(self, administrator, as_user):
        url = _url("area-add", "341702001")
        response = as_user(administrator).post(url, {"code": "341702001010", "name": "新居委会"})
        assert response.headers["Location"] == _url("area-detail", "341702001")
        assert Area.objects.get(pk="341702001010").name == "新居委会"
        assert AuditEntry.objects.get().action == "add"

    @pytest.mark.parametrize(
        "code", ["341702002010", "3417020010", "341702001", "34170200101a", "341702001008", "３４１７０２００１０１０"]
    )
    def test_a_wrong_code_is_refused(self, administrator, as_user, code):
        before = Area.objects.count()
        response = as_user(administrator).post(_url("area-add", "341702001"), {"code": code, "name": "x"})
        assert {field: len(errors) for field, errors in response.context["form"].errors.items()} == {"code": 1}
        assert Area.objects.count() == before

    def test_nothing_lies_below_a_community(self, administrator, as_user):
        assert as_user(administrator).get(_url("area-add", "341702001008")).status_code == 404

    def test_renames(self, administrator, as_user):
        as_user(administrator).post(_url("area-rename", "341702001"), {"name": "池阳"})
        assert Area.objects.get(pk="341702001").name == "池阳"
        assert AuditEntry.objects.get().changes == {"name": ["池阳街道", "池阳"]}

    def test_the_list_begins_at_my_own_area(self, areas, as_user):
        mine = StaffFactory(area_id="341702001", role=Role.ADMINISTRATOR)
        response = as_user(mine).get(reverse("registry:area-list"), follow=True)
        assert response.context["area"].code == "341702001"
        assert [row["area"].code for row in response.context["rows"]] == ["341702001008", "341702001009"]
        assert response.context["crumbs"] == []

    def test_counts_what_lies_below(self, administrator, as_user):
        rows = as_user(administrator).get(_url("area-detail", "341702")).context["rows"]
        assert [(row["area"].code, row["below"]) for row in rows] == [("341702001", 2), ("341702002", 2)]

    def test_costs_the_same_for_two_streets_and_for_many(self, administrator, as_user, django_assert_max_num_queries):
        Area.objects.bulk_create(Area(code=f"3417021{n:02}", name="街道") for n in range(30))
        client = as_user(administrator)
        client.get(_url("area-detail", "341702"))
        with django_assert_max_num_queries(11):
            client.get(_url("area-detail", "341702"))


class TestPopulation:
    def _enter(self, client, code, year=2025, residents=1000):
        return client.post(_url("population-add", code), {"year": year, "residents": residents, "source": "户籍年报"})

    def test_sums_are_shown_above(self, administrator, as_user):
        client = as_user(administrator)
        self._enter(client, "341702001008", residents=1000)
        self._enter(client, "341702001009", residents=500)
        self._enter(client, "341702002", residents=70)
        response = client.get(_url("area-detail", "341702"))
        last_year = [row["residents"][1] for row in response.context["rows"]]
        assert [one["residents"] for one in last_year] == [1500, 70]
        assert response.context["total"][1] == {"year": 2025, "residents": 1570}
        assert response.context["total"][0]["residents"] is None

    @pytest.mark.parametrize(("first", "second"), [("341702", "341702001008"), ("341702001008", "341702")])
    def test_nobody_is_counted_twice(self, administrator, as_user, first, second):
        """A figure sums what lies inside, so of a branch one level only may be entered for a year."""
        client = as_user(administrator)
        self._enter(client, first)
        response = self._enter(client, second)
        assert response.status_code == 422
        assert response.context["form"].non_field_errors()
        assert Population.objects.count() == 1
        assert self._enter(client, second, year=2024).status_code == 302

    @pytest.mark.parametrize(
        ("data", "field"),
        [({"year": 2027}, "year"), ({"year": 1989}, "year"), ({"residents": -1}, "residents"), ({"year": ""}, "year")],
    )
    def test_refused_with_its_reason(self, administrator, as_user, data, field):
        response = self._enter(as_user(administrator), "341702001008", **data)
        assert set(response.context["form"].errors) == {field}

    def test_a_year_is_entered_once(self, administrator, as_user):
        client = as_user(administrator)
        self._enter(client, "341702001008")
        assert self._enter(client, "341702001008").status_code == 422
        assert Population.objects.count() == 1

    def test_is_changed_and_deleted(self, administrator, as_user):
        client = as_user(administrator)
        self._enter(client, "341702001008")
        population = Population.objects.get()
        client.post(_url("population-edit", population.pk), {"year": 2025, "residents": 1200, "source": ""})
        assert Population.objects.get().residents == 1200
        assert AuditEntry.objects.first().changes["residents"] == [1000, 1200]
        client.post(_url("population-delete", population.pk))
        assert not Population.objects.exists()
        assert AuditEntry.objects.first().changes["residents"] == [1200, None]
