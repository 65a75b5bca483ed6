from django.urls import path

from wolouj.advocacy.views import causes, following

app_name = "advocacy"
urlpatterns = [
    path("", causes.cause_list, name="list"),
    path("new/", causes.new, name="new"),
    path("public/", following.public_list, name="public"),
    path("public/<uuid:cause_id>/", following.shown, name="shown"),
    path("facts/<uuid:fact_id>/remove/", causes.fact_remove, name="fact_remove"),
    path("steps/<uuid:step_id>/proof/", following.proof, name="proof"),
    path("steps/<uuid:step_id>/<str:name>", following.sent, name="sent"),
    path("<uuid:cause_id>/", causes.cause, name="cause"),
    path("<uuid:cause_id>/edit/", causes.edit, name="edit"),
    path("<uuid:cause_id>/texts/", causes.texts, name="texts"),
    path("<uuid:cause_id>/difficulties/", causes.difficulties, name="difficulties"),
    path("<uuid:cause_id>/articles/", causes.articles, name="articles"),
    path("<uuid:cause_id>/fact/", causes.fact, name="fact"),
    path("<uuid:cause_id>/measure/", causes.measure, name="measure"),
    path("<uuid:cause_id>/ready/", following.ready, name="ready"),
    path("<uuid:cause_id>/step/", following.step, name="step"),
    path("<uuid:cause_id>/publish/", following.publish, name="publish"),
    path("<uuid:cause_id>/lead/<slug:audience>/", causes.lead, name="lead"),
    path("<uuid:cause_id>/send/<slug:audience>/", following.send, name="send"),
    path("<uuid:cause_id>/notes/<str:name>", following.paper, name="paper"),
]
