/** Meetings of committees and teams: dates, agenda, pack, record. */
import { defineCapability, screenCommand } from "../app/capability.ts";
import { registered } from "../delivery/message-kind.ts";
import { filesAskedFor } from "../people/files-asked-for.ts";
import type { Person } from "../people/people.ts";
import type { Follower } from "../platform/events.ts";
import { textsFor } from "../platform/texts/language.ts";
import { programClosed, programReopened } from "../programs/events.ts";
import { programButtons } from "../programs/program-menu-and-buttons.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { itemChanged } from "../register/items.ts";
import { meetingIds } from "./action-ids.ts";
import { agendaKind } from "./agenda-message.ts";
import { followDates } from "./dates.ts";
import { composePack } from "./files.ts";
import { goOn } from "./going-on.ts";
import { listenToMeetings } from "./listeners.ts";
import { nextMeetingDue } from "./meetings.ts";
import { meetingsReading } from "./meetings-reading.ts";
import { meetingsViewFor } from "./meetings-screen.ts";
import { newsKind } from "./news-message.ts";
import { followAction, recordKind } from "./record-message.ts";
import { MEETING_KINDS } from "./table.ts";
import { screenTexts } from "./texts-screens.ts";

export const meetings = defineCapability<Person, Visitor>({
  name: "meetings",
  messages: [registered(agendaKind), registered(newsKind), registered(recordKind)],
  screens: ({ listening, services }) => listenToMeetings(listening, services),
  commands: ({ services }) => [
    screenCommand(
      {
        word: "meetings",
        otherWords: { en: ["meeting", "agenda", "minutes"], fr: ["réunion", "comité", "ordre-du-jour", "relevé"] },
      },
      (reader) => {
        const { command, screen } = textsFor(screenTexts, reader);
        return { title: screen.title, help: command };
      },
      (actor, wanted) => meetingsViewFor(services, actor, wanted),
    ),
  ],
  readings: [meetingsReading],
  steps: ({ services, workspaceId }) => [
    { phase: "evaluate", next: nextMeetingDue, run: () => goOn(services, workspaceId) },
  ],
});

export const meetingFollowers: Follower[] = [
  itemChanged.followedBy(followAction),
  filesAskedFor.with({
    name: meetingIds.pack,
    compose: composePack,
    sent: (reader) => textsFor(screenTexts, reader).file.sent,
  }),
  programButtons.with({
    command: "meetings",
    isOfPortfolios: true,
    label: (reader) => textsFor(screenTexts, reader).screen.title,
  }),
  programClosed.followedBy(async (services, tx, { program }) => {
    for (const kind of MEETING_KINDS) await followDates(services, tx, { ...program, state: "closed" }, kind);
  }),
  programReopened.followedBy(async (services, tx, { program }) => {
    for (const kind of MEETING_KINDS) await followDates(services, tx, { ...program, state: "active" }, kind);
  }),
];
