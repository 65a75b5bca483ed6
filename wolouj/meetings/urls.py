from django.urls import path

from wolouj.meetings import views
from wolouj.meetings.following import views as following

app_name = "meetings"
urlpatterns = [
    path("", views.meeting_list, name="list"),
    path("memory/<slug:code>/", views.memory, name="memory"),
    path("commitments/", following.board, name="board"),
    path("commitments/public/", following.public, name="promises"),
    path("commitments/word/<str:key>/", following.word, name="word"),
    path("commitments/proof/<uuid:step_id>/", following.proof, name="proof"),
    path("commitments/replies/<uuid:reply_id>/", following.review_reply, name="review_reply"),
    path("commitments/take-up/<uuid:point_id>/", following.take_up, name="take_up"),
    path("commitments/<uuid:commitment_id>/", following.commitment, name="commitment"),
    path("commitments/<uuid:commitment_id>/move/", following.move, name="move"),
    path("commitments/<uuid:commitment_id>/reply/", following.reply, name="reply"),
    path("commitments/<uuid:commitment_id>/link/", following.link, name="link"),
    path("commitments/<uuid:commitment_id>/publish/", following.publish, name="publish"),
    path("new/", views.new, name="new"),
    path("ask/<str:code>/", views.ask, name="ask"),
    path("ask/<str:code>/<str:name>", views.public_paper, name="public_paper"),
    path("answers/<str:receipt>/", views.answer, name="answer"),
    path("questions/<uuid:question_id>/sound/", views.sound, name="sound"),
    path("questions/<uuid:question_id>/", views.review, name="review"),
    path("<uuid:gathering_id>/", views.programme, name="programme"),
    path("<uuid:gathering_id>/frame/", views.frame, name="frame"),
    path("<uuid:gathering_id>/difficulties/", views.hands, name="hands"),
    path("<uuid:gathering_id>/questions/", views.questions, name="questions"),
    path("<uuid:gathering_id>/questions/slip/", views.slip, name="slip"),
    path("<uuid:gathering_id>/minutes/", views.minutes, name="minutes"),
    path("<uuid:gathering_id>/minutes/approve/", views.approve, name="approve"),
    path("<uuid:gathering_id>/minutes/<str:name>", views.paper, name="paper"),
    path("<uuid:gathering_id>/<str:kind>/new/", views.new_item, name="new_item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/", views.item, name="item"),
    path("<uuid:gathering_id>/<str:kind>/<uuid:item_id>/remove/", views.remove, name="remove"),
]
