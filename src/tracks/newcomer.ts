/** Somebody joins: the steps that they can do, with the first tasks of each role that they hold; who is who. */
import { listActiveCadencesOf } from "../cadences/cadences.ts";
import { isParticipant } from "../cadences/participants.ts";
import type { SendContext } from "../delivery/message-kind.ts";
import type { ActorContext } from "../people/actors.ts";
import type { Person } from "../people/people.ts";
import type { Tx } from "../platform/database.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { keyFrom, type Program, standingsOf } from "../programs/programs.ts";
import { mayReadReports } from "../reports/compile/reports-for-reader.ts";
import { escapeMrkdwn, shorten } from "../slack/blocks.ts";
import { addressIn } from "./learning.ts";
import type { Description } from "./library.ts";
import { type Both, MOST_STEPS, type Step, type TrackTemplate } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { roleNames, rolesHeldBy, rolesOf, whoHolds } from "./working-roles.ts";

const LONGEST_TITLE = 300;
/** Working days for one of several first tasks, at the least. */
const SHORTEST_TERM = 2;

/** What somebody whom a track is about can do in its program. */
interface CanDo {
  /** First tasks of the roles that they hold. */
  tasks: readonly FirstTask[];
  readsReports: boolean;
  /** A check-in asks them. */
  isAsked: boolean;
}

export async function whatTheyCanDo(ctx: ActorContext<Tx>, program: Program, person: Person): Promise<CanDo> {
  const { db: tx } = ctx;
  const roles = await rolesHeldBy(tx, program, person.id);
  const cadences = await listActiveCadencesOf(tx, program);
  const asking = await Promise.all(cadences.map((cadence) => isParticipant(tx, cadence, person, ctx)));
  return {
    tasks: roles.flatMap(({ description }) => firstTasksOf(description)),
    readsReports: mayReadReports(await standingsOf(tx, person, program.id, ctx)),
    isAsked: asking.includes(true),
  };
}

/** Without the steps that they cannot do, and with the first tasks of each of their roles. The same template: nothing differs. */
export function fittedTo(template: TrackTemplate, canDo: CanDo): TrackTemplate {
  const left = template.steps.filter((step) => isBeyond(step, canDo));
  const kept = left.reduce(without, template.steps);
  const fitting = left.length === 0 || kept.length === 0 ? template : { ...template, steps: kept };
  return withFirstTasks(fitting, canDo.tasks);
}

function isBeyond({ brings }: Step, { tasks, readsReports, isAsked }: CanDo): boolean {
  switch (brings) {
    case "report":
      return !readsReports;
    case "check-ins":
      return !isAsked;
    case "first-task":
      return tasks.length === 0;
    default:
      return false;
  }
}

/** What came after this step comes after what it came after. */
function without(steps: readonly Step[], left: Step): Step[] {
  return steps
    .filter((step) => step.key !== left.key)
    .map(({ wait, ...step }) => ({
      ...step,
      after: step.after.flatMap((group) => {
        if (!group.includes(left.key)) return [group];
        const others = group.filter((key) => key !== left.key);
        return others.length > 0 ? [others] : left.after;
      }),
      ...waitWithout(wait, left),
    }));
}

function waitWithout(wait: Step["wait"], { key, after }: Step): Pick<Step, "wait"> {
  if (!wait || !("afterStep" in wait) || wait.afterStep !== key) return wait ? { wait } : {};
  const [before] = after.at(-1) ?? [];
  return before === undefined ? {} : { wait: { ...wait, afterStep: before } };
}

/** In place of the step for it, these tasks, one after the other; they share its term, and the last keeps its key. */
function withFirstTasks(template: TrackTemplate, tasks: readonly FirstTask[]): TrackTemplate {
  const used = template.steps.map(({ key }) => key);
  const first = template.steps.find(({ brings }) => brings === "first-task");
  if (!first || tasks.length === 0) return template;
  const fitting = tasks.slice(0, MOST_STEPS - used.length + 1);
  const term = fitting.length === 1 ? first.term : Math.max(SHORTEST_TERM, Math.ceil(first.term / fitting.length));
  const steps: Step[] = [];
  for (const [index, { task, link }] of fitting.entries()) {
    const key = index === fitting.length - 1 ? first.key : keyFrom(first.key.slice(0, 30), used, "task");
    used.push(key);
    const title = {
      en: shorten(`${first.title.en}: ${task.en}`, LONGEST_TITLE),
      fr: shorten(`${first.title.fr}\u00a0: ${task.fr}`, LONGEST_TITLE),
    };
    const before = steps.at(-1);
    steps.push({
      ...first,
      key,
      title,
      term,
      ...(link && { link }),
      ...(before && { after: [[before.key]], wait: undefined }),
    });
  }
  return { ...template, steps: template.steps.flatMap((step) => (step === first ? steps : [step])) };
}

interface FirstTask {
  task: Both;
  /** Where it is learnt. */
  link: Both | null;
}

export function firstTasksOf({ firstTasks, tasks, learning }: Description): FirstTask[] {
  const link = learning.flatMap(addressesIn)[0] ?? null;
  const given = firstTasks.length > 0 ? firstTasks : tasks.slice(0, 1);
  return given.map((task) => ({ task, link }));
}

function addressesIn(line: Both): Both[] {
  const en = addressIn(line.en);
  const fr = addressIn(line.fr);
  return en === undefined || fr === undefined ? [] : [{ en, fr }];
}

/** *Lead*: Tom Baker, of each seat and each role that somebody holds. */
export async function whoIsWho({ db, now }: SendContext, reader: Reader, program: Program): Promise<string> {
  const roles = await rolesOf(db, program);
  const names = new Map(roleNames(reader, roles));
  const { named } = textsFor(trackTexts, reader).step;
  const lines = [...(await whoHolds(db, program, roles, now))].flatMap(([key, people]) => {
    const who = people.map(({ name }) => name);
    const all = shorten(list(reader, who), LONGEST_TITLE);
    return who.length === 0 ? [] : named(escapeMrkdwn(names.get(key) ?? key), escapeMrkdwn(all));
  });
  return lines.join("\n");
}
