/** Steps on Home. */
import type { Button, KnownBlock } from "@slack/types";
import type { Services } from "../platform/services.ts";
import { list, type Reader, shortDate, textsFor, withoutFullStop } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import type { Visitor } from "../programs/visitor-of-home.ts";
import { reportValue, screenIds } from "../reports/action-ids.ts";
import { actions, button, context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { commandButton } from "../slack/commands.ts";
import { foldList, type Group, type HomeSection, oncePerHome, withHeading } from "../slack/home.ts";
import { approvalActs } from "./gate-messages.ts";
import { partsFrom } from "./parts.ts";
import { stepActs } from "./step-acts.ts";
import { stepNouns, titleIn } from "./step-messages.ts";
import { type AtHand, stepsAtHand, theirsOnHome } from "./steps-at-hand.ts";
import { trackTexts } from "./texts.ts";
import { dueOf, isLate, type TrackStep } from "./tracks.ts";
import { actButton, workIds } from "./work/action-ids.ts";
import { listMine, proposedFor, type WorkRequest, withSteps } from "./work/request-queries.ts";
import { type Looking, lookingAt, stateLines } from "./work/state-in-words.ts";
import { workTexts } from "./work/texts.ts";
import { listRoles } from "./working-roles.ts";

const SHOWN = 3;

/** *Your steps*, each with what can be done, and what the visitor asked for and has to answer about. */
export function mineSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const { reader } = visitor;
    const atHand = await stepsAtHand(services, visitor);
    const steps = atHand ? stepGroups(visitor, atHand) : [];
    const { toAnswer } = await workAskedFor(services, visitor);
    const { more } = textsFor(trackTexts, reader).home;
    const together = (count: number) => stepNouns(reader, count);
    return [
      ...foldList(steps, { key: "steps", shown: SHOWN, more, together }),
      ...foldList(toAnswer, { key: "work-to-answer", shown: SHOWN, more }),
    ];
  };
}

function stepGroups(visitor: Visitor, atHand: AtHand): Group[] {
  const { reader } = visitor;
  const texts = textsFor(trackTexts, reader).home;
  return atHand.mine.map((step, place): Group => {
    const itemId = step.stands.item_id ?? "";
    const isOpen = step.state === "open";
    const state = isOpen ? day(visitor, step) : texts.toApprove(nameOf(atHand, step.ownerId), day(visitor, step));
    return [
      ...(place === 0 ? [context(`*${texts.mine}*`)] : []),
      section(lineOf(reader, atHand, step, state)),
      isOpen ? stepActs(reader, step, atHand.all.get(step.track.id) ?? []) : approvalActs(reader, itemId),
    ];
  });
}

/** *Waits for me* and *I wait for*: steps of others, and what the visitor asked for. */
export function seamsSection(services: Pick<Services, "db">): HomeSection<Visitor> {
  return async (visitor) => {
    const { home: texts } = textsFor(trackTexts, visitor.reader);
    const atHand = await stepsAtHand(services, visitor);
    const { next, awaited } = atHand ? seamsOf(visitor, atHand) : { next: [], awaited: [] };
    const { asked } = await workAskedFor(services, visitor);
    const folded = (groups: Group[], key: string) => foldList(groups, { key, shown: SHOWN, more: texts.more });
    return [
      ...withHeading(texts.waitsForMe, folded(next, "steps-next")),
      ...withHeading(texts.iWaitFor, [...folded(awaited, "steps-awaited"), ...folded(asked, "work-asked")]),
    ];
  };
}

function seamsOf({ reader, ...visitor }: Visitor, atHand: AtHand): { next: Group[]; awaited: Group[] } {
  const texts = textsFor(trackTexts, reader).home;
  const titleOf = ({ title }: TrackStep) => escapeMrkdwn(textsFor(title, reader));
  const isMine = ({ current }: AtHand["waiting"][number]) => atHand.mine.includes(current);
  const next = atHand.waiting.filter(isMine).map(({ current, next: step, byId }): Group => {
    return [section(lineOf(reader, atHand, step ?? current, texts.once(nameOf(atHand, byId), titleOf(current))))];
  });
  const awaited = atHand.waiting.flatMap(({ current, next: step }): Group[] => {
    // What they asked for has a line of its own.
    if (step === null || atHand.mine.includes(current)) return [];
    const name = nameOf(atHand, current.state === "open" ? current.ownerId : current.askedOf);
    const fact = texts.with(titleOf(current), name, day({ ...visitor, reader }, current));
    return [[section(lineOf(reader, atHand, step, fact))]];
  });
  return { next, awaited };
}

/** What the visitor asked for and is under way: where each stands; `toAnswer`: it waits for them. */
const workAskedFor = oncePerHome(async ({ db }: Pick<Services, "db">, visitor: Visitor) => {
  const { person, reader, now } = visitor;
  const groups: Record<"asked" | "toAnswer", Group[]> = { asked: [], toAnswer: [] };
  if ((await theirsOnHome({ db }, visitor)).workRequests.length === 0) return groups;
  const mine = await listMine(db, person, now);
  if (mine.length === 0) return groups;
  const workRequests = await withSteps(db, person.workspace_id, mine);
  const looking = await lookingAt(db, { reader, readerId: person.id, now }, workRequests);
  const { open } = textsFor(trackTexts, reader).running;
  for (const workRequest of workRequests) {
    const isTheirs = workRequest.requester_id === person.id && workRequest.program.state === "active";
    const into = isTheirs ? await proposedFor(db, workRequest) : null;
    if (isTheirs && (workRequest.isIncomplete || into)) groups.toAnswer.push(answerGroup(looking, workRequest, into));
    else groups.asked.push([stateLine(looking, workRequest, button(workIds.open, open, { value: workRequest.id }))]);
  }
  return groups;
});

function stateLine(looking: Looking, workRequest: WorkRequest, opening?: Button): KnownBlock {
  const { title, program } = workRequest;
  const [state = ""] = stateLines(looking, workRequest);
  return section([`*${escapeMrkdwn(title)}*`, escapeMrkdwn(program.title), state].join(" · "), opening);
}

/** Something is missing, or it may be the same as another (`into`). */
function answerGroup(looking: Looking, workRequest: WorkRequest, into: WorkRequest | null): Group {
  const { reader } = looking;
  const { id, isIncomplete } = workRequest;
  const { add, state } = textsFor(workTexts, reader);
  const { open } = textsFor(trackTexts, reader).running;
  return [
    stateLine(looking, workRequest),
    ...(into ? [section(state.isSame(escapeMrkdwn(into.title), into.code))] : []),
    actions(
      `work-answer:${id}`,
      ...(into ? [actButton(reader, "join", id, { primary: true }), actButton(reader, "not-same", id)] : []),
      ...(isIncomplete ? [button(workIds.add, add, { value: id, primary: true })] : []),
      button(workIds.open, open, { value: id }),
    ),
  ];
}

/** The programs in which the visitor has a part without a seat, with what opens there. */
export function partsSection(services: Pick<Services, "db" | "events">): HomeSection<Visitor> {
  return async (visitor) => {
    const { person, reader, now, programs } = visitor;
    const seated = programs.map(({ id }) => id);
    const found = await theirsOnHome(services, visitor);
    const parts = await partsFrom({ ...services, clock: { now: () => now } }, person, { ...found, except: seated });
    if (parts.length === 0) return [];
    const texts = textsFor(trackTexts, reader);
    const roles = await listRoles(
      services.db,
      person.workspace_id,
      parts.map(({ program }) => program.id),
    );
    const groups = parts.map(({ program, ...part }): Group => {
      const held = roles.filter(({ program_id: id, key }) => id === program.id && part.roles.has(key));
      const names = held.map(({ description }) => textsFor(description.name, reader));
      const value = reportValue.encode({ programId: program.id, digestId: null });
      return [
        section(escapeMrkdwn([program.title, list(reader, names)].filter(Boolean).join(" · "))),
        actions(
          `part:${program.id}`,
          button(screenIds.open, texts.running.open, { value }),
          commandButton(texts.running.title, `tracks ${program.id}`),
          commandButton(texts.title, `roles ${program.id}`),
        ),
      ];
    });
    return withHeading(texts.home.parts, foldList(groups, { key: "parts", shown: SHOWN, more: texts.home.more }));
  };
}

function lineOf(reader: Reader, { programs }: AtHand, step: TrackStep, fact: string): string {
  const title = escapeMrkdwn(withoutFullStop(titleIn(reader, step)));
  return [`*${title}*`, escapeMrkdwn(programs.get(step.track.program_id) ?? ""), fact].filter(Boolean).join(" · ");
}

function nameOf({ names }: AtHand, id: string | null): string {
  return escapeMrkdwn(names.get(id ?? "") ?? "");
}

/** The last day of whoever does or approves it. */
function day({ reader, person, now }: Pick<Visitor, "reader" | "person" | "now">, step: TrackStep): string {
  const { on } = dueOf(step);
  if (on === null) return "";
  const { due, late } = textsFor(trackTexts, reader).running;
  const day = shortDate(reader, on);
  return isLate(step, localDateOf(now, person.zone)) ? late(day) : due(day);
}
