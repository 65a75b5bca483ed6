from django.urls import path

from wolouj.results.views import editions, exporting, following, indicators, periods

app_name = "results"
urlpatterns = [
    path("", indicators.programmes, name="programmes"),
    path("<uuid:programme_id>/", indicators.desk, name="desk"),
    path("edition/<uuid:call_id>/", editions.edition, name="edition"),
    path("edition/<uuid:call_id>/lesson/", editions.learn, name="learn"),
    path("edition/<uuid:call_id>/lesson/<uuid:lesson_id>/", editions.relearn, name="relearn"),
    path("edition/<uuid:call_id>/close/", editions.close, name="close"),
    path("edition/<uuid:call_id>/earlier/", editions.design, name="design"),
    path("edition/<uuid:call_id>/earlier/<uuid:lesson_id>/", editions.carry, name="carry"),
    path("edition/<uuid:call_id>/extract.zip", exporting.take_extract, name="take_extract"),
    path("<uuid:programme_id>/export/", exporting.export, name="export"),
    path("<uuid:programme_id>/export/<str:name>", exporting.take, name="take"),
    path("<uuid:programme_id>/after/", following.waiting, name="follow_ups"),
    path("after/<uuid:application_id>/", following.after, name="after"),
    path("after/<uuid:application_id>/<int:month>/", following.follow_up, name="follow_up"),
    path("<uuid:programme_id>/missing/", periods.missing, name="missing"),
    path("<uuid:programme_id>/periods/", periods.periods, name="periods"),
    path("<uuid:programme_id>/periods/new/", periods.new, name="new_period"),
    path("period/<uuid:period_id>/", periods.period, name="period"),
    path("period/<uuid:period_id>/drop/", periods.drop, name="drop"),
    path("period/<uuid:period_id>/freeze/", periods.freeze, name="freeze"),
    path("period/<uuid:period_id>/<uuid:donor_id>/<str:name>", periods.report, name="report"),
    path("figure/<uuid:figure_id>/", periods.figure, name="figure"),
    path("figure/<uuid:figure_id>/correct/", periods.correct, name="correct"),
    path("person/<uuid:participant_id>/facts/", periods.facts, name="facts"),
    path("indicator/<uuid:indicator_id>/", indicators.show, name="indicator"),
    path("indicator/<uuid:indicator_id>/measure/", indicators.choose, name="choose"),
    path("told/<uuid:figure_id>/proof/", indicators.told_proof, name="told_proof"),
    path("indicator/<uuid:indicator_id>/tell/", indicators.tell, name="tell"),
]
