/** Programs, who sits in them, and what happens to them in Slack. */
import { defineCapability } from "../app/capability.ts";
import { channelRefused } from "../delivery/events.ts";
import { registered } from "../delivery/message-kind.ts";
import { peopleChanged } from "../people/events.ts";
import { askedForFileKind, askedForKind, listenToFilesAskedFor } from "../people/files-asked-for.ts";
import type { Person } from "../people/people.ts";
import type { Instant } from "../platform/clock.ts";
import type { Follower } from "../platform/events.ts";
import { isDueBy } from "../platform/scheduled-steps.ts";
import { channelNoticeKind, channelProblemIn, noteChannel, registerProgramEvents } from "./channels.ts";
import { listenToLimits } from "./decision-limits-form.ts";
import { notifyOfDepartures } from "./departures.ts";
import { listenToProgramForm } from "./form-presses.ts";
import { leadChangedKind } from "./lead-changed-message.ts";
import { leadAwayKind, leadingKind } from "./leading-messages.ts";
import { listenToNaming } from "./name-lead.ts";
import { officeKind } from "./office-giving.ts";
import { listenToOffice } from "./office-screen.ts";
import { changeDuePrograms } from "./pausing.ts";
import { listenToPortfolioForm } from "./portfolio-form.ts";
import { listenToPrograms, programCommands, unseatedSection } from "./program-list.ts";
import { listenToRanking } from "./rank-form.ts";
import { handOnOf, isSwept, nextRoleEndAt, reassignAfterEndedRoles } from "./role-ends.ts";
import { listenToSeats } from "./seats-screen.ts";
import { listenToNotMe, namedKind } from "./sponsor-named.ts";
import type { Visitor } from "./visitor-of-home.ts";
import { emptyRoleKind } from "./who-leads.ts";

export const programs = defineCapability<Person, Visitor>({
  name: "programs",
  messages: [
    registered(leadingKind),
    registered(leadAwayKind),
    registered(channelNoticeKind),
    registered(leadChangedKind),
    registered(namedKind),
    registered(emptyRoleKind),
    registered(officeKind),
    registered(askedForKind),
    registered(askedForFileKind),
  ],
  screens(running) {
    const { listening, services } = running;
    listenToPrograms(listening, services);
    listenToProgramForm(listening, services);
    listenToSeats(listening, services);
    listenToNotMe(listening, services);
    listenToOffice(listening, services);
    listenToNaming(listening, services);
    listenToPortfolioForm(listening, services);
    listenToLimits(listening, services);
    listenToRanking(listening, services);
    listenToFilesAskedFor(listening, services);
    registerProgramEvents(running);
  },
  commands: ({ services }) => programCommands(services),
  home: ({ services }) => ({ programs: unseatedSection(services) }),
  steps({ services, workspaceId }) {
    let changesAt: Instant | null = null;
    return [
      {
        phase: "hand-on",
        next: nextRoleEndAt,
        isDue: (next, now) => !isSwept(services.db) || isDueBy(next, now),
        run: () => reassignAfterEndedRoles(services),
      },
      {
        phase: "hand-on",
        next: { ofProcess: (now) => changesAt ?? now },
        async run() {
          changesAt = await changeDuePrograms(services, workspaceId);
        },
      },
    ];
  },
});

export const programFollowers: Follower[] = [
  peopleChanged.followedBy(async (services, _, { people }) => {
    await handOnOf(services, people);
    await notifyOfDepartures(services, people);
  }),
  channelRefused.followedBy(async (services, tx, { workspaceId, channelId, error }) => {
    const problem = channelProblemIn(error);
    if (problem) await noteChannel(services, tx, { workspaceId, channelId }, problem);
  }),
];
