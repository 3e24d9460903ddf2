/** Work requests as they are read: where each stands follows from the steps of its track. */

import type { Selectable } from "kysely";
import { z } from "zod";
import type { ActorContext } from "../../people/actors.ts";
import type { Person } from "../../people/people.ts";
import { peopleByIds } from "../../people/people.ts";
import { may } from "../../people/rights.ts";
import type { Db, Tx } from "../../platform/database.ts";
import type { DrumbeatError } from "../../platform/errors.ts";
import { errorTable } from "../../platform/errors.ts";
import { jsonColumn } from "../../platform/json-column.ts";
import { rows } from "../../platform/rows.ts";
import { type Program, standingsOf } from "../../programs/programs.ts";
import type { WorkRequestTable } from "../table.ts";
import type { IntakeField } from "../template.ts";
import {
  listTracks,
  PROPOSED,
  stepsAfter,
  stepsOf,
  type Track,
  type TrackStep,
  UNTIL_ADDED,
  workRequestCode,
} from "../tracks.ts";
import { type WhoDoes, whoDoAll } from "../who-does.ts";

export interface WorkRequest extends Omit<Selectable<WorkRequestTable>, "answers"> {
  code: string;
  answers: Record<string, string>;
  /** What its requester asks to be changed of them since it was validated; empty: nothing. */
  proposed: Record<string, string>;
  program: Pick<Program, "workspace_id" | "id" | "title" | "short_key" | "state">;
  track: Track;
  fields: readonly IntakeField[];
  /** In the order of the template. */
  steps: TrackStep[];
  /** Those that somebody has now, or has to approve. */
  current: TrackStep[];
  /** What comes after what is done now, or first of all. */
  next: TrackStep | undefined;
  reached: TrackStep | undefined;
  isToOrder: boolean;
  /** Its requester is asked for more. */
  isIncomplete: boolean;
}

const answersIn = jsonColumn(z.record(z.string(), z.string()));

function readAnswers(text: string): Pick<WorkRequest, "answers" | "proposed"> {
  const all = Object.entries(answersIn(text));
  const asked = all.filter(([key]) => key.startsWith(PROPOSED));
  return {
    answers: Object.fromEntries(all.filter(([key]) => !key.startsWith(PROPOSED))),
    proposed: Object.fromEntries(asked.map(([key, answer]) => [key.slice(PROPOSED.length), answer])),
  };
}

export const workFailure = errorTable({
  WORK_GONE: {
    en: () => "You can’t see this work request, or it has gone.",
    fr: () => "Cette demande n’est pas visible pour vous, ou n’existe plus.",
  },
  WORK_NOT_TAKEN: {
    en: () => "This program no longer takes requests of this kind. Ask its lead.",
    fr: () => "Ce programme ne prend plus de demandes de ce type. Adressez-vous à son responsable.",
  },
  WORK_ENOUGH: {
    en: ({ program, count }) =>
      `${count} of your work requests already wait for ${program} to look at them. Withdraw one with /drumbeat work, or send this once one has been looked at; until then your words stay here.`,
    fr: ({ program, count }) =>
      `${count} de vos demandes attendent déjà que «\u00a0${program}\u00a0» les examine. Retirez-en une avec /drumbeat travaux, ou envoyez celle-ci dès que l’une aura été examinée\u00a0; d’ici là, votre texte reste ici.`,
  },
  WORK_INCOMPLETE: { en: () => "Fill in what is required.", fr: () => "Remplissez ce qui est demandé." },
  WORK_NOT_YOURS: {
    en: () => "Only those who lead the program can do this; what is asked for, its requester can withdraw too.",
    fr: () =>
      "Cela revient aux responsables du programme\u00a0; la personne qui a fait la demande peut aussi la retirer.",
  },
  WORK_MOVED_ON: {
    en: ({ code, who }) =>
      who
        ? `${who} has dealt with ${code} in the meantime. Open it to see where it is.`
        : `${code} has moved on in the meantime. Open it to see where it is.`,
    fr: ({ code, who }) =>
      who
        ? `${who} a traité ${code} entre-temps. Ouvrez-la pour voir où elle en est.`
        : `${code} a avancé entre-temps. Ouvrez-la pour voir où elle en est.`,
  },
  WORK_NONE_TO_VALIDATE: {
    en: () => "Nothing waits for you to be validated here any more.",
    fr: () => "Plus rien n’attend votre validation ici.",
  },
  WORK_ALONE: {
    en: () => "No other request is open in this program.",
    fr: () => "Aucune autre demande n’est ouverte dans ce programme.",
  },
  WORK_DATE_PAST: { en: () => "Choose a day after today.", fr: () => "Choisissez un jour après aujourd’hui." },
});

/** By number; tracks and steps of all in a few statements. */
export async function listWorkRequests(
  db: Db | Tx,
  workspaceId: string,
  match: Parameters<ReturnType<typeof rows<"work_request">>["list"]>[0],
): Promise<WorkRequest[]> {
  return withSteps(db, workspaceId, await rows(db, "work_request", workspaceId).list(match, ["asked_at", "id"]));
}

/** What somebody asked for, or follows since theirs was the same: under way, or ended since then, the latest first. */
export async function listMine(db: Db | Tx, { workspace_id: workspaceId, id }: Person, since: string) {
  const stock = rows(db, "work_request", workspaceId);
  const ids = (await stock.list({ requester_id: id })).map((own) => followedBy(own));
  const all = await stock.list({ id: [...new Set(ids)] }, ["asked_at", "id"]);
  return all.filter(({ ended_at: ended }) => ended === null || ended >= since).reverse();
}

/** The one that it was joined to, where it was. */
function followedBy({ id, outcome, merged_into: intoId }: Selectable<WorkRequestTable>): string {
  return outcome === "merged" && intoId !== null ? intoId : id;
}

/** What is under way in a program, in the order of its lead. */
export async function listUnderWay(db: Db | Tx, { workspace_id: workspaceId, id }: WorkRequest["program"]) {
  return rows(db, "work_request", workspaceId).list({ program_id: id, outcome: null }, ["rank"]);
}

/** Those of a page of a longer list, with what stands where. */
export async function withSteps(
  db: Db | Tx,
  workspaceId: string,
  found: readonly Selectable<WorkRequestTable>[],
): Promise<WorkRequest[]> {
  if (found.length === 0) return [];
  const tracks = await listTracks(db, workspaceId, { id: found.map(({ track_id: id }) => id) });
  const steps = Map.groupBy(await stepsOf(db, workspaceId, tracks), ({ track }) => track.id);
  const programs = await rows(db, "program", workspaceId).list({
    id: [...new Set(found.map((row) => row.program_id))],
  });
  return found.flatMap((row): WorkRequest[] => {
    const track = tracks.find(({ id }) => id === row.track_id);
    const program = programs.find(({ id }) => id === row.program_id);
    if (!track || !program) return [];
    const code = workRequestCode({ short_key: program.short_key, number: row.number });
    const own = steps.get(track.id) ?? [];
    const left = own.filter(({ stands }) => stands.done_at === null);
    const current = left.filter(({ stands }) => stands.item_id !== null);
    const next = current[0] ? stepsAfter(current[0], own)[0] : left[0];
    const reached = current[0] ?? next;
    return [
      {
        ...row,
        ...readAnswers(row.answers),
        code,
        program,
        track,
        steps: own,
        current,
        next,
        reached,
        fields: track.definition.intake?.fields ?? [],
        isToOrder: reached?.stage === "prioritisation",
        isIncomplete: row.held_until === UNTIL_ADDED,
      },
    ];
  });
}

/** Throws WORK_GONE. */
export async function getWorkRequest(db: Db | Tx, workspaceId: string, id: string): Promise<WorkRequest> {
  const [found] = await listWorkRequests(db, workspaceId, { id });
  if (!found) throw workFailure("WORK_GONE");
  return found;
}

/** The request to which its requester is asked to join it; null: none, or that has ended. */
export async function proposedFor(
  db: Db | Tx,
  { workspace_id: workspaceId, outcome, merged_into: intoId }: WorkRequest,
): Promise<WorkRequest | null> {
  if (outcome !== null || intoId === null) return null;
  const into = await getWorkRequest(db, workspaceId, intoId);
  return into.outcome === null ? into : null;
}

/** WORK_MOVED_ON, which says by whom, where it has ended or waits. */
export async function workMovedOn(db: Db | Tx, workRequest: WorkRequest): Promise<DrumbeatError> {
  const { workspace_id: workspaceId, note_by: byId, code } = workRequest;
  const [by] = await peopleByIds(db, workspaceId, byId === null ? [] : [byId]);
  return workFailure("WORK_MOVED_ON", { code, who: by?.name ?? "" });
}

export type WorkRequestSeen = Awaited<ReturnType<typeof workRequestFor>>;

/** For whoever asked for it or for the same, has a step of it, or reads the register of its program. Throws WORK_GONE. */
export async function workRequestFor(ctx: Pick<ActorContext<Db | Tx>, "db" | "actor" | "clock">, id: string) {
  const { db, actor } = ctx;
  const workRequest = await getWorkRequest(db, actor.workspace_id, id);
  const standings = await standingsOf(db, actor, workRequest.program_id, ctx);
  const isRequester = workRequest.requester_id === actor.id;
  const isValidator = workRequest.current.some(({ stage, ownerId }) => stage === "validation" && ownerId === actor.id);
  const isLead = may(standings, "change-program");
  const isConcerned = isRequester || isLead || may(standings, "read-record") || (await isInvolved(ctx, workRequest));
  if (!isConcerned) throw workFailure("WORK_GONE");
  const hasStep = workRequest.current.some(({ ownerId, askedOf }) => [ownerId, askedOf].includes(actor.id));
  return { workRequest, isRequester, isLead, isValidator, hasStep };
}

/** Has a step of it, or a role in one, or asked for the same. */
async function isInvolved(
  { db, actor, clock }: Pick<ActorContext<Db | Tx>, "db" | "actor" | "clock">,
  workRequest: WorkRequest,
): Promise<boolean> {
  const { id, program_id: programId, workspace_id: workspaceId } = workRequest;
  const chain = await whoDoAll(db, workspaceId, [programId], clock.now());
  if (hasPartIn(chain, actor.id, workRequest)) return true;
  const joined = { merged_into: id, requester_id: actor.id, outcome: "merged" } as const;
  return (await rows(db, "work_request", workspaceId).find(joined)) !== undefined;
}

/** Has or approves a step of it, or has a role in one. `chain`: of its program. */
export function hasPartIn(chain: WhoDoes, personId: string, { steps, track }: WorkRequest): boolean {
  if (steps.some(({ ownerId, askedOf }) => ownerId === personId || askedOf === personId)) return true;
  const rolesIn = (step: TrackStep) => [step.role, step.accountable, ...step.consulted, ...step.informed];
  return [...new Set(steps.flatMap(rolesIn))].some((role) => chain.doing(track, role).ids.includes(personId));
}
