import { waitingBetweenRoles } from "../check-ins/events.ts";
import { peopleChanged } from "../people/events.ts";
import { filesAskedFor } from "../people/files-asked-for.ts";
import type { Follower } from "../platform/events.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { inTransaction } from "../platform/transaction.ts";
import { programClosed, programReopened, programsWithPart, programsWorked, rolesEnded } from "../programs/events.ts";
import { programButtons } from "../programs/program-menu-and-buttons.ts";
import { itemChanged } from "../register/items.ts";
import { tracksInReports } from "../reports/events.ts";
import { sendConsulted } from "./consulted.ts";
import { followDeparted } from "./departed.ts";
import { followRoles } from "./follow-roles.ts";
import { waitingBetween } from "./hand-offs.ts";
import { tracksToReport } from "./in-reports.ts";
import { lookAtAll } from "./late-steps.ts";
import { followHeirs } from "./leaver-items.ts";
import { listParts, programsWorkedIn } from "./parts.ts";
import { composeTrack } from "./picture.ts";
import { composeRaci, raciIds } from "./raci-screen.ts";
import { makeReady, noteAwaited } from "./ready-steps.ts";
import { followNamed } from "./role-named.ts";
import { refusedStepFollower } from "./step-term.ts";
import { followItem } from "./steps.ts";
import { trackTexts } from "./texts.ts";
import { trackMoved } from "./tracks.ts";
import { tracksIds } from "./tracks-screen.ts";
import { workIds } from "./work/action-ids.ts";
import { composeBoard } from "./work/board-picture.ts";
import { composeTimes } from "./work/cycle-times-screen.ts";
import { followTrack } from "./work/follow-track.ts";
import { showWorkRequestsOf } from "./work/messages.ts";
import { giveOnWorkRequests } from "./work/requests.ts";
import { endRolesOf, holdersChanged } from "./working-roles.ts";

const sent = (reader: Pick<Reader, "locale">) => textsFor(trackTexts, reader).picture.sent;

export const trackFollowers: Follower[] = [
  filesAskedFor.with({ name: tracksIds.picture, compose: composeTrack, sent }),
  filesAskedFor.with({ name: raciIds.csv, compose: composeRaci, sent }),
  filesAskedFor.with({ name: workIds.times, compose: composeTimes, sent }),
  filesAskedFor.with({ name: workIds.picture, compose: composeBoard, sent }),
  programButtons.with({ command: "roles", label: (reader) => textsFor(trackTexts, reader).title }),
  programButtons.with({ command: "tracks", label: (reader) => textsFor(trackTexts, reader).running.title }),
  waitingBetweenRoles.answeredBy(({ clock }, db, asked) => waitingBetween(db, { ...asked, now: clock.now() })),
  programsWorked.answeredBy((_, db, { person }) => programsWorkedIn(db, person)),
  programsWithPart.answeredBy(async (services, db, { person }) => {
    return (await listParts({ ...services, db }, person)).map(({ program }) => program);
  }),
  tracksInReports.with(tracksToReport),
  itemChanged.followedBy(followItem),
  itemChanged.followedBy(followHeirs),
  trackMoved.followedBy(noteAwaited),
  trackMoved.followedBy(followTrack),
  trackMoved.followedBy(sendConsulted),
  refusedStepFollower,
  peopleChanged.followedBy((services, db, changed) =>
    inTransaction(db, (tx) => giveOnWorkRequests(services, tx, changed)),
  ),
  peopleChanged.followedBy(followDeparted),
  holdersChanged.followedBy(followRoles),
  holdersChanged.followedBy(followNamed),
  rolesEnded.followedBy((services, tx, { program, left }) => endRolesOf(services, tx, program, left)),
  ...[programClosed, programReopened].map((kind) => kind.followedBy(showWorkRequestsOf)),
  programReopened.followedBy(async (services, tx, { program }) => {
    await lookAtAll(services, tx, program);
    await makeReady(services, tx, { workspaceId: program.workspace_id });
  }),
];
