"""How each command is carried out: one plain function a command, listed here and nowhere else."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lib.domain import commands
from lib.store.perform import contacts, conversations, goals, interviews, merging, messages, targets
from lib.store.perform.deed import Deed
from lib.store.transaction import Transaction

Perform = Callable[[Transaction, Any], Deed]

PERFORM: Mapping[type[commands.Command], Perform] = MappingProxyType(
    {
        commands.AddGoal: goals.add_goal,
        commands.EditGoal: goals.edit_goal,
        commands.SaveGoalText: goals.save_goal_text,
        commands.CloseGoal: goals.close_goal,
        commands.ReopenGoal: goals.reopen_goal,
        commands.AddQuestion: goals.add_question,
        commands.EditQuestion: goals.edit_question,
        commands.MoveQuestion: goals.move_question,
        commands.DropQuestion: goals.drop_question,
        commands.RestoreQuestion: goals.restore_question,
        commands.SaveProfileText: goals.save_profile_text,
        commands.ChooseTimeZone: goals.choose_time_zone,
        commands.AddContact: contacts.add_contact,
        commands.EditContact: contacts.edit_contact,
        commands.SaveContactNotes: contacts.save_contact_notes,
        commands.ArchiveContact: contacts.archive_contact,
        commands.RestoreContact: contacts.restore_contact,
        commands.MarkDoNotContact: contacts.mark_do_not_contact,
        commands.ImportContacts: contacts.import_contacts,
        commands.RateFit: contacts.rate_fit,
        commands.EditContacts: contacts.edit_contacts,
        commands.ArchiveContacts: contacts.archive_contacts,
        commands.RestoreContacts: contacts.restore_contacts,
        commands.MergeContacts: merging.merge_contacts,
        commands.KeepApart: merging.keep_apart,
        commands.SetStanding: contacts.set_standing,
        commands.ChooseWeights: goals.choose_weights,
        commands.AddTarget: targets.add_target,
        commands.RemoveTarget: targets.remove_target,
        commands.ChooseContact: interviews.choose_contact,
        commands.BeginDraft: messages.begin_draft,
        commands.SaveDraftBody: messages.save_draft_body,
        commands.SaveDraftSubject: messages.save_draft_subject,
        commands.ChooseWording: messages.choose_wording,
        commands.RecordSent: messages.record_sent,
        commands.SaveReply: messages.save_reply,
        commands.RecordReply: messages.record_reply,
        commands.AgreeTime: interviews.agree_time,
        commands.RecordMissed: interviews.record_missed,
        commands.CallOff: interviews.call_off,
        commands.LogConversation: interviews.log_conversation,
        commands.CloseInterview: interviews.close_interview,
        commands.ReopenInterview: interviews.reopen_interview,
        commands.RemoveInterview: interviews.remove_interview,
        commands.SaveAnswer: conversations.save_answer,
        commands.SaveNotes: conversations.save_notes,
        commands.AddTakeaway: conversations.add_takeaway,
        commands.EditTakeaway: conversations.edit_takeaway,
        commands.RemoveTakeaway: conversations.remove_takeaway,
        commands.AddReferral: conversations.add_referral,
        commands.AddPromise: conversations.add_promise,
        commands.KeepPromise: conversations.keep_promise,
        commands.RemovePromise: conversations.remove_promise,
    }
)
