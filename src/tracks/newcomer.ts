/** Somebody joins: the first task of each role that they hold, who is who, what they will be asked. */

import type { SendContext } from "../delivery/message-kind.ts";
import { list, type Reader, textsFor } from "../platform/texts/language.ts";
import { keyFrom, type Program } from "../programs/programs.ts";
import { escapeMrkdwn, shorten } from "../slack/blocks.ts";
import { addressIn } from "./learning.ts";
import type { Description } from "./library.ts";
import { type Both, MOST_STEPS, type Step, type TrackTemplate } from "./template.ts";
import { trackTexts } from "./texts.ts";
import { roleNames, rolesOf, type WorkingRole, whoHolds } from "./working-roles.ts";

const LONGEST_TITLE = 300;
/** Working days for one of several first tasks, at the least. */
const SHORTEST_TERM = 2;

/**
 * In place of the step for it, the first tasks of each of these roles, one after the other; they share its term, and the
 * last keeps its key.
 */
export function withFirstTasks(template: TrackTemplate, roles: readonly WorkingRole[]): TrackTemplate {
  const tasks = roles.flatMap(({ description }) => firstTasksOf(description));
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

/** With where they are learnt. */
function firstTasksOf({ firstTasks, tasks, learning }: Description): { task: Both; link: Both | null }[] {
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
