from registry.desk_urls import urlpatterns as desk_urls
from registry.household_urls import urlpatterns as household_urls
from registry.import_urls import urlpatterns as import_urls
from registry.people_urls import urlpatterns as people_urls

app_name = "registry"
urlpatterns = [*people_urls, *household_urls, *desk_urls, *import_urls]
