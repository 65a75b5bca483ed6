from django.urls import path

from wolouj.cofinancing.views import coach, person, terms

app_name = "cofinancing"
urlpatterns = [
    path("", person.mine, name="mine"),
    path("begin/<uuid:application_id>/", person.begin, name="begin"),
    path("files/<uuid:request_id>/", person.show, name="show"),
    path("files/<uuid:request_id>/withdraw/", person.withdraw, name="withdraw"),
    path("files/<uuid:request_id>/new/<str:kind>/", person.new, name="new"),
    path("files/<uuid:request_id>/study/<str:what>/", coach.study, name="study"),
    path("files/<uuid:request_id>/<str:code>/", person.step, name="step"),
    path("rows/<str:kind>/<uuid:row_id>/", person.row, name="row"),
    path("papers/<uuid:piece_id>/", person.piece, name="piece"),
    path("papers/<uuid:piece_id>/turn/", person.turn, name="turn"),
    path("desk/", coach.desk, name="desk"),
    path("calls/<uuid:call_id>/terms/", terms.terms, name="terms"),
]
