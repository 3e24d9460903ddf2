/** How tracks and requests stand, as reports of their programs have it. */
import type { Db, Tx } from "../platform/database.ts";
import type { LookupContext } from "../platform/events.ts";
import { withoutFullStop } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { yieldToEventLoop } from "../platform/yield-to-event-loop.ts";
import { itemsOfPrograms } from "../register/item-rights.ts";
import type { Item } from "../register/items.ts";
import type { TracksAsked } from "../reports/events.ts";
import type { TrackFacts } from "../reports/facts/program-facts.ts";
import { type Both, HAND_OFF } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, isAtGate, isLate, listTracks, scheduleOfSteps, stepsOf, type Track, type TrackStep } from "./tracks.ts";
import { listWorkRequests, type WorkRequest } from "./work/request-queries.ts";

/** One statement where no track runs or has ended since, else eight, for any number of programs and tracks. */
export async function tracksToReport(
  _: LookupContext,
  db: Db | Tx,
  asked: TracksAsked,
): Promise<Map<string, TrackFacts[]>> {
  const { workspaceId, programIds } = asked;
  const ids = await listIds(db, asked);
  if (ids.length === 0) return new Map();

  const tracks = await listTracks(db, workspaceId, { id: ids });
  const steps = Map.groupBy(await stepsOf(db, workspaceId, tracks), ({ track }) => track.id);
  const itemIds = [...steps.values()].flat().flatMap(({ stands }) => stands.item_id ?? []);
  const items = new Map(
    (await itemsOfPrograms(db, workspaceId, programIds, { ids: itemIds })).map((item) => [item.id, item]),
  );
  const finished = tracks.filter(({ workRequest, ended_at: at }) => workRequest !== null && at !== null);
  const requests = await endedRequests(db, workspaceId, finished);

  const byProgram = new Map<string, TrackFacts[]>();
  for (const track of tracks) {
    await yieldToEventLoop();
    const read = { asked, items, request: requests.get(track.id) };
    byProgram.getOrInsertComputed(track.program_id, () => []).push(factsOf(track, steps.get(track.id) ?? [], read));
  }
  return byProgram;
}

async function listIds(db: Db | Tx, { workspaceId, programIds, since }: TracksAsked): Promise<string[]> {
  if (programIds.length === 0) return [];
  const found = await db
    .selectFrom("track")
    .select("id")
    .where("workspace_id", "=", workspaceId)
    .where("program_id", "in", [...programIds])
    .where("state", "!=", "stopped")
    .where((eb) => eb.or([eb("ended_at", "is", null), eb("ended_at", ">", since)]))
    .orderBy("id")
    .execute();
  return found.map(({ id }) => id);
}

async function endedRequests(db: Db | Tx, workspaceId: string, tracks: readonly Track[]) {
  const trackIds = tracks.map(({ id }) => id);
  const found = trackIds.length === 0 ? [] : await listWorkRequests(db, workspaceId, { track_id: trackIds });
  return new Map(found.map((request) => [request.track_id, request]));
}

interface Read {
  asked: TracksAsked;
  items: ReadonlyMap<string, Item>;
  /** Of a request that has ended. */
  request: WorkRequest | undefined;
}

function factsOf(track: Track, steps: readonly TrackStep[], { asked, items, request }: Read): TrackFacts {
  const { today, zone, isWorkingDay } = asked;
  const kind = kindOf(track);
  // Of others no end is told.
  const schedule = kind === "track" ? scheduleOfSteps(track, steps, { today, zone, isWorkingDay }) : null;
  const plannedEnds = [...(schedule?.planned.values() ?? [])].map(({ to }) => to);
  const dayOf = (at: string): LocalDate => localDateOf(at, zone);
  return {
    id: track.id,
    kind,
    name: nameOf(track),
    ...(track.workRequest && { code: track.workRequest.code }),
    done: steps.filter(({ stands }) => stands.done_at !== null).length,
    all: steps.length,
    ends: schedule?.end ?? today,
    planned: plannedEnds.toSorted().at(-1) ?? today,
    endedAt: track.ended_at,
    endedBy: request?.note_by ?? null,
    goal: request ? goalOf(request) : null,
    result: request?.note ?? null,
    steps: steps.flatMap((step) => {
      const item = items.get(step.stands.item_id ?? "");
      if (!item) return [];
      const { personId, on } = dueOf(step);
      return [
        {
          itemId: item.id,
          revision: item.revision,
          disclosure: item.disclosure,
          title: inBoth((language) => withoutFullStop(step.title[language])),
          text: inBoth((language) =>
            trackTexts[language].stepOf(withoutFullStop(step.title[language]), nameOf(track)[language]),
          ),
          isLate: isLate(step, today),
          ownerId: personId,
          dueOn: on,
          since: dayOf(step.stands.ready_at ?? item.raised_at),
          isAtGate: isAtGate(step),
        },
      ];
    }),
  };
}

function kindOf({ definition, workRequest, about_id: aboutId }: Track): TrackFacts["kind"] {
  if (workRequest) return "request";
  if (definition.key.split(":")[0] === HAND_OFF) return "hand-off";
  return aboutId === null ? "track" : "person";
}

function nameOf({ definition, workRequest }: Track): Both {
  return workRequest ? { en: workRequest.title, fr: workRequest.title } : definition.name;
}

function inBoth(words: (language: "en" | "fr") => string): Both {
  return { en: words("en"), fr: words("fr") };
}

/** The first long answer says what it is to achieve. */
function goalOf({ fields, answers }: WorkRequest): string | null {
  const field = fields.find(({ kind }) => kind === "text");
  return (field && answers[field.key]) || null;
}
