/** The meetings of one person: those to come, those that were, and one of them whole. */
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import { may } from "../people/rights.ts";
import { defineReading } from "../platform/define-reading.ts";
import type { LookupContext } from "../platform/events.ts";
import { placesOf } from "../programs/places-known.ts";
import type { VisibleProgram } from "../programs/programs.ts";
import { openMeeting, partIn } from "./access.ts";
import { datesOf } from "./dates.ts";
import { briefOf, factsOf, meetingBrief, meetingFacts } from "./meeting-facts.ts";
import { type Meeting, meetingsAsGuest, meetingsOf } from "./meetings.ts";
import { maySeeMeetings } from "./sitters.ts";
import { MEETING_KINDS, type MeetingKind } from "./table.ts";

/** `programId`: only those of one program or portfolio. `meetingId`: the one that is opened. */
const choice = z.strictObject({ programId: z.string().nullable(), meetingId: z.string().nullable() });

type Viewer = Pick<ActorContext, "db"> & LookupContext & { actor: Person };

const MOST = 20;

export const meetingsReading = defineReading({
  name: "meetings",
  choice,
  schema: z.object({
    /** The next first. */
    coming: z.array(meetingBrief),
    /** The last first. */
    past: z.array(meetingBrief),
    /** Whose dates the viewer may set. */
    bodies: z.array(
      z.object({
        programId: z.string(),
        program: z.string(),
        isPortfolio: z.boolean(),
        kind: z.enum(MEETING_KINDS),
        hasDates: z.boolean(),
      }),
    ),
    opened: meetingFacts.nullable(),
  }),
  async read(viewer: Viewer, { programId, meetingId }) {
    const { db, actor, clock } = viewer;
    const now = clock.now();
    const places = await placesOf(db, actor, viewer);
    const wanted = [...places.values()].filter(({ program }) => programId === null || program.id === programId);
    const found = await meetingsKnown(viewer, wanted, programId);
    const open = meetingId === null ? null : await openMeeting(viewer, meetingId);
    const isOver = ({ state, starts_at: at }: Meeting) => state === "closed" || (state === "cancelled" && at < now);
    const listed = (isWanted: boolean) => found.filter(({ meeting }) => isOver(meeting) === isWanted).map(briefOf);
    return {
      coming: listed(false).slice(0, MOST),
      past: listed(true).reverse().slice(0, MOST),
      bodies: wanted.flatMap(bodiesOf),
      opened: open === null ? null : await factsOf({ db, now }, actor, open),
    };
  },
});
export type ReadMeetings = z.infer<typeof meetingsReading.schema>;

/** By a role, or as a guest. */
async function meetingsKnown(
  { db, actor, clock }: Viewer,
  wanted: readonly VisibleProgram[],
  programId: string | null,
): Promise<{ meeting: Meeting; program: VisibleProgram["program"] }[]> {
  const byId = new Map(wanted.map((place) => [place.program.id, place]));
  const stored = await meetingsOf(db, actor.workspace_id, { programIds: [...byId.keys()] });
  const own = stored.flatMap((meeting) => {
    const place = byId.get(meeting.program_id);
    return place && maySeeMeetings(place.standings, meeting.kind) ? [{ meeting, program: place.program }] : [];
  });
  const known = new Set(own.map(({ meeting }) => meeting.id));
  for (const meeting of await meetingsAsGuest(db, actor)) {
    if (known.has(meeting.id) || (programId !== null && meeting.program_id !== programId)) continue;
    const opened = await partIn(db, actor, meeting, clock);
    if (opened !== null) own.push({ meeting, program: opened.program });
  }
  return own.sort((one, other) => (one.meeting.starts_at < other.meeting.starts_at ? -1 : 1));
}

function bodiesOf({ program, standings }: VisibleProgram) {
  if (program.state !== "active" || !may(standings, "set-meetings")) return [];
  const dates = datesOf(program);
  const kinds: readonly MeetingKind[] = program.kind === "portfolio" ? ["committee"] : MEETING_KINDS;
  return kinds.map((kind) => ({
    programId: program.id,
    program: program.title,
    isPortfolio: program.kind === "portfolio",
    kind,
    hasDates: dates[kind] !== undefined,
  }));
}
