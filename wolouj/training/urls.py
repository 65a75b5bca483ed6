from django.urls import path

from wolouj.training.views import desk, groups, paths, presence, sessions

app_name = "training"
urlpatterns = [
    path("", desk.desk, name="desk"),
    path("mine/", desk.mine, name="mine"),
    path("paths/new/", paths.new, name="new_path"),
    path("paths/<uuid:path_id>/", paths.show, name="path"),
    path("paths/<uuid:path_id>/edit/", paths.edit, name="edit_path"),
    path("paths/<uuid:path_id>/modules/new/", paths.new_module, name="new_module"),
    path("modules/<uuid:module_id>/", paths.module, name="module"),
    path("modules/<uuid:module_id>/move/", paths.move, name="move_module"),
    path("groups/new/", groups.new, name="new_group"),
    path("groups/<uuid:group_id>/", groups.show, name="group"),
    path("groups/<uuid:group_id>/edit/", groups.edit, name="edit_group"),
    path("groups/<uuid:group_id>/join/", groups.join, name="join"),
    path("groups/<uuid:group_id>/plan/", sessions.plan, name="plan"),
    path("learners/<uuid:learner_id>/", desk.learner, name="learner"),
    path("learners/<uuid:learner_id>/leave/", groups.leave, name="leave"),
    path("sessions/<uuid:session_id>/", presence.show, name="session"),
    path("sessions/<uuid:session_id>/cancel/", sessions.cancel, name="cancel"),
    path("sessions/<uuid:session_id>/sheet/", presence.sheet, name="sheet"),
    path("sessions/<uuid:session_id>/<str:name>", presence.paper, name="paper"),
    path("sheets/<uuid:sheet_id>/", presence.scan, name="scan"),
    path("sheets/<uuid:sheet_id>/remove/", presence.remove_scan, name="remove_scan"),
    path("expected/<uuid:expected_id>/arrive/", presence.arrive, name="arrive"),
    path("expected/<uuid:expected_id>/undo/", presence.undo, name="undo"),
]
