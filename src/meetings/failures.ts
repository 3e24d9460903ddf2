/** What is refused about meetings, with what to do instead. */
import { errorTable } from "../platform/errors.ts";

export const meetingFailure = errorTable({
  MEETINGS_NOT_YOURS: {
    en: () => "Only the lead of a program, its secretary, its committee and the office (PMO) say when it meets.",
    fr: () =>
      "Seuls le responsable d’un programme, le secrétariat, le comité et le bureau des programmes en fixent les réunions.",
  },
  MEETING_GONE: {
    en: () => "There is no such meeting, or you don’t take part in it. Its secretary can add you as a guest.",
    fr: () => "Cette réunion n’existe pas, ou vous n’y participez pas. Son secrétariat peut vous y inviter.",
  },
  MEETING_NOT_PREPARED_BY_YOU: {
    en: ({ who }) => `${who} prepares this meeting. Ask them to change its agenda.`,
    fr: ({ who }) => `La préparation de cette réunion revient à ${who}. Demandez-lui de modifier l’ordre du jour.`,
  },
  MEETING_NOT_CHAIRED: {
    en: ({ who }) => `${who} chairs this meeting and approves its agenda and its record.`,
    fr: ({ who }) => `La présidence de cette réunion revient à ${who}, qui en approuve l’ordre du jour et le relevé.`,
  },
  MEETING_OVER: {
    en: () => "This meeting is over or was cancelled. Its record can be corrected, its agenda cannot.",
    fr: () => "Cette réunion est terminée ou annulée. On peut corriger son relevé, plus son ordre du jour.",
  },
  MEETING_BEGUN: {
    en: () => "This meeting has begun. Close it, and what is left goes to the next one.",
    fr: () => "Cette réunion a commencé. Clôturez-la\u00a0: ce qui reste passera à la suivante.",
  },
  MEETING_IN_PAST: {
    en: () => "Choose a day and time to come.",
    fr: () => "Choisissez un jour et une heure à venir.",
  },
  MEETING_ON_THAT_DAY: {
    en: () => "There is a meeting on that day already. Choose another day.",
    fr: () => "Une réunion a déjà lieu ce jour-là. Choisissez un autre jour.",
  },
  TOPICS_FULL: {
    en: ({ most }) => `An agenda has at most ${most} topics. Take one out first.`,
    fr: ({ most }) => `Un ordre du jour compte ${most} sujets au plus. Retirez-en un d’abord.`,
  },
  TOPIC_TOO_LATE: {
    en: () => "Topics are added until the day before. Bring it up at the meeting, or add it to the next one.",
    fr: () => "Les sujets s’ajoutent jusqu’à la veille. Abordez-le en séance, ou ajoutez-le à la réunion suivante.",
  },
  TOPIC_GONE: {
    en: () => "This topic is not on the agenda any more. Open the meeting again to see what is.",
    fr: () => "Ce sujet n’est plus à l’ordre du jour. Rouvrez la réunion pour voir ce qui y figure.",
  },
  RECORD_TOO_EARLY: {
    en: () => "It is recorded from 15 minutes before it begins.",
    fr: () => "Le relevé s’ouvre 15 minutes avant le début de la séance.",
  },
  RECORD_SENT: {
    en: () => "This record was sent already.",
    fr: () => "Ce relevé a déjà été envoyé.",
  },
});
