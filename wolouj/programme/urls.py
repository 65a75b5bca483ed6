from django.urls import path

from wolouj.programme.views import calls, desk, files, intake, lists

app_name = "programme"
urlpatterns = [
    path("", files.calls, name="calls"),
    path("call/<str:code>/", files.call, name="call"),
    path("call/<str:code>/apply/", files.apply, name="apply"),
    path("follow/<str:token>/", files.follow, name="follow"),
    path("files/", files.mine, name="mine"),
    path("files/<uuid:application_id>/", files.file, name="file"),
    path("files/<uuid:application_id>/withdraw/", files.withdraw, name="withdraw"),
    path("files/<uuid:application_id>/<str:code>/", files.step, name="step"),
    path("desk/", desk.desk, name="desk"),
    path("desk/new/", desk.new, name="new"),
    path("desk/<uuid:programme_id>/", desk.programme, name="programme"),
    path("desk/<uuid:programme_id>/edit/", desk.edit, name="edit"),
    path("desk/<uuid:programme_id>/<str:kind>/new/", desk.new_row, name="new_row"),
    path("desk/row/<str:kind>/<uuid:row_id>/", desk.row, name="row"),
    path("desk/indicator/<uuid:goal_id>/new/", desk.new_indicator, name="new_indicator"),
    path("calls/<uuid:call_id>/", calls.show, name="call_desk"),
    path("calls/<uuid:call_id>/edit/", calls.edit, name="call_edit"),
    path("calls/<uuid:call_id>/open/", calls.open_, name="call_open"),
    path("calls/<uuid:call_id>/grid/<str:kind>/new/", calls.new_line, name="new_line"),
    path("calls/<uuid:call_id>/files/", intake.received, name="received"),
    path("calls/<uuid:call_id>/files/new/", intake.begin, name="begin"),
    path("calls/<uuid:call_id>/import/", lists.bring, name="bring"),
    path("batches/<uuid:batch_id>/", lists.batch, name="batch"),
    path("duplicates/", lists.duplicates, name="duplicates"),
    path("duplicates/<uuid:proposal_id>/", lists.answer, name="answer"),
    path("duplicates/<str:said>/<int:said_id>/undo/", lists.undo, name="undo"),
    path("received/<uuid:application_id>/", intake.show, name="received_file"),
    path("received/<uuid:application_id>/sensitive/", intake.sensitive, name="sensitive"),
    path("received/<uuid:application_id>/sensitive/open/", intake.open_sensitive, name="open_sensitive"),
]
