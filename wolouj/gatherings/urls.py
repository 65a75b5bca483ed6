from django.urls import path

from wolouj.gatherings.offline import views as offline
from wolouj.gatherings.views import desk, door, papers, people

app_name = "gatherings"
urlpatterns = [
    path("join/", door.find, name="find"),
    path("join/<str:code>/", door.door, name="door"),
    path("join/<str:code>/done/", door.signed, name="signed"),
    path("<uuid:gathering_id>/", people.show, name="show"),
    path("<uuid:gathering_id>/desk/", desk.desk, name="desk"),
    # A worker reaches the pages under its own address: this one, the desk's and no other.
    path("<uuid:gathering_id>/desk/worker.js", offline.worker, name="desk_worker"),
    path("<uuid:gathering_id>/desk/kept/", offline.shell, name="desk_shell"),
    path("<uuid:gathering_id>/desk/names/", offline.names, name="desk_names"),
    path("<uuid:gathering_id>/desk/send/", offline.send, name="desk_send"),
    path("<uuid:gathering_id>/papers/<str:name>", papers.paper, name="paper"),
    path("people/<uuid:registration_id>/arrive/", desk.arrive, name="arrive"),
    path("people/<uuid:registration_id>/undo/", desk.undo, name="undo"),
    path("people/<uuid:registration_id>/remove/", people.remove, name="remove"),
]
