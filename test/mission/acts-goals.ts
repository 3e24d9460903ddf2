/** What people do with objectives and measures, under the rule of acts.ts. */
import { enterIds } from "../../src/goals/enter-form.ts";
import { goalsReading } from "../../src/goals/goals-reading.ts";
import { actingAs, arrivals, openForm, type Run, textOf } from "../support/run.ts";
import { plain } from "./acts.ts";
import { addItem } from "./acts-register.ts";

export interface NewMeasure {
  title: string;
  owner: string;
  unit: string;
  baseline: string;
  baselineOn: string;
  target: string;
  by: string;
}

export async function addMeasure(run: Run, who: string, { title, owner, by, ...more }: NewMeasure): Promise<void> {
  await addItem(run, who, { type: "measure", title, due: by, owner, more });
}

export interface NewObjective {
  /** Whose it is, by its title. */
  program: string;
  title: string;
  year: string;
  why: string;
  measures: string[];
  /** Titles of other programs that serve it. */
  servedBy: string[];
}

export async function addObjective(run: Run, who: string, objective: NewObjective): Promise<void> {
  const items = await run.db.selectFrom("item").select(["id", "title"]).where("type", "=", "measure").execute();
  const programs = await run.db.selectFrom("program").select(["id", "title"]).execute();
  const [place] = programs.filter(({ title }) => title === objective.program);
  const idsOf = (rows: { id: string; title: string }[], titles: string[]) =>
    rows.flatMap(({ id, title }) => (titles.includes(title) ? id : []));
  await addItem(run, who, {
    type: "objective",
    title: objective.title,
    more: {
      program: place?.id ?? "",
      year: objective.year,
      why: objective.why,
      measureIds: idsOf(items, objective.measures),
      programIds: idsOf(programs, objective.servedBy),
    },
  });
}

/** Enters the number that the newest message asks for. */
export async function enterNumber(run: Run, who: string, number: string): Promise<void> {
  const actor = run.as(who);
  const asked = arrivals(run, who).findLast(({ message }) => JSON.stringify(message.blocks).includes(enterIds.open));
  if (!asked) throw new Error(`${who} was not asked for a number`);
  await actor.press(asked.message, { actionId: enterIds.open });
  const view = await actor.waitForView();
  const field = view.blocks.flatMap(({ block_id: id }) => (String(id).startsWith("measure:") ? [String(id)] : []))[0];
  actor.fill(field ?? "", number);
  await actor.submit();
  await run.settle();
}

/** What the lead reads below the status before they save it. */
export async function factsBeforeGreen(run: Run, who: string, cadence: string): Promise<string> {
  await openForm(run, who, cadence);
  const shown = plain(textOf(await run.as(who).waitForView()));
  await run.as(who).closeView({ all: true });
  return shown;
}

export interface GoalSeen {
  objective: string;
  /** Measures with their values. */
  measures: Record<string, string[]>;
  programs: string[];
  /** Of the worst of its measures. */
  isBehind: boolean;
  state: string;
}

export async function goalsSeenBy(run: Run, who: string): Promise<GoalSeen[]> {
  const { objectives } = await goalsReading.read(await actingAs(run, who), { year: "all", label: null });
  return objectives.map(({ title, state, measures, programs, worst }) => ({
    objective: title,
    measures: Object.fromEntries(measures.map((measure) => [measure.title, measure.values.map(({ value }) => value)])),
    programs: programs.map((program) => program.title),
    isBehind: worst?.stands === "behind" || worst?.stands === "behind-twice",
    state,
  }));
}
