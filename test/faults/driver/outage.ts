/** What must hold while the database takes nothing (P27): red health, probes that answer, people who are told, nothing lost. */
import { setTimeout } from "node:timers/promises";
import { blockOf } from "../../../src/check-ins/form/field-values.ts";
import { openCheckIn } from "../../../src/demo/answer-check-in.ts";
import { stopwatch } from "../../../src/platform/clock.ts";
import { MINUTE } from "../../../src/platform/time.ts";
import { type Acknowledged, afterWaiting, isWaiting, pass, toNextWorkingDay } from "./load.ts";
import { count, type Tally, worst } from "./part.ts";
import type { AppProcess, World } from "./world.ts";

const RED_WITHIN_S = 10;
const PROBE_WITHIN_S = 2;
const PROBED_EVERY_MS = 200;
const GREEN_WITHIN_S = 60;
const END_WITHIN_S = 5;

/** Has everybody asked, and their forms opened and filled in. Resolves with what each is about to submit. */
export async function filledForms(world: World, label: string): Promise<Acknowledged[]> {
  await toNextWorkingDay(world, "11:05:00");
  const texts: Acknowledged[] = [];
  for (const handle of world.handles) {
    const actor = world.sandbox.as(handle);
    world.sandbox.slack.views.clear(actor.userId);
    await openCheckIn(actor, world.known(handle));
    const text = `${label} of ${handle}`;
    actor.fill(blockOf("progress"), text);
    texts.push({ handle, text });
  }
  return texts;
}

export interface Submitted {
  acknowledged: Acknowledged[];
  /** Their form is still open, with a sentence in it and what they typed. */
  told: Acknowledged[];
}

/** All submit at once, or one after so many milliseconds. Refused, they are told `why`; whoever gets Slack's own failure was let down. */
export async function submitAll(
  world: World,
  people: readonly Acknowledged[],
  tally: Tally,
  { why, everyMs = 0 }: { why: string; everyMs?: number },
): Promise<Submitted> {
  const submitted: Submitted = { acknowledged: [], told: [] };
  await Promise.all(
    people.map(async (person, index) => {
      await setTimeout(index * everyMs);
      const actor = world.sandbox.as(person.handle);
      const seconds = stopwatch();
      const result = await actor.submit();
      worst(tally, "seconds until a submission was answered", seconds());
      if ("closed" in result) submitted.acknowledged.push(person);
      else if ("pushed" in result) {
        // It took so long that the outcome follows, in a view on top of the form.
        const outcome = await afterWaiting(actor);
        await actor.closeView();
        if (!actor.view()) {
          // What closes with its outcome was taken after all.
          submitted.acknowledged.push(person);
          return;
        }
        if (!outcome.includes(why)) tally.broken.push(`not told afterwards: ${person.text}: ${outcome}`);
        submitted.told.push(person);
      } else if ("updated" in result) {
        submitted.told.push(person);
        const kept = result.updated.state.values[blockOf("progress")]?.value;
        if (!JSON.stringify(kept).includes(person.text)) tally.broken.push(`the text is gone: ${person.text}`);
        if (!JSON.stringify(result.updated.blocks).includes(`${why}, so nothing was saved. Your text is still here`))
          tally.broken.push(`not told why: ${JSON.stringify(result.updated.blocks[0])}`);
      } else tally.broken.push(`${person.text}: ${JSON.stringify(result)}`);
    }),
  );
  count(tally, "submissions refused with their text kept", submitted.told.length);
  return submitted;
}

/** What was refused is sent again, and taken. */
export async function submitAgain(world: World, told: readonly Acknowledged[], tally: Tally): Promise<Acknowledged[]> {
  for (const { handle, text } of told) {
    const actor = world.sandbox.as(handle);
    const result = await actor.submit();
    if ("pushed" in result) {
      // It took so long that the outcome follows; that it was stored is seen by whoever looks for what was acknowledged.
      if (isWaiting(await afterWaiting(actor))) tally.broken.push(`no outcome afterwards: ${text}`);
    } else if (!("closed" in result)) tally.broken.push(`not taken afterwards: ${text}: ${JSON.stringify(result)}`);
  }
  return [...told];
}

const PATHS = ["/healthz", "/readyz", "/metrics"] as const;

/** Asks `/healthz` and its neighbours again and again from now on. */
export function probing(app: AppProcess, tally: Tally) {
  const over = new AbortController();
  let isGreen = true;
  const asking = (async () => {
    const ask = async (path: (typeof PATHS)[number]) => {
      const seconds = stopwatch();
      const isOk = await fetch(`http://127.0.0.1:${app.port}${path}`, { signal: AbortSignal.timeout(10_000) }).then(
        (answer) => answer.ok,
        () => null,
      );
      worst(tally, "seconds until a probe was answered", seconds());
      if (isOk === null || seconds() > PROBE_WITHIN_S)
        tally.broken.push(`${path} had no answer after ${seconds().toFixed(1)} s`);
      if (path === "/healthz") isGreen = isOk ?? isGreen;
    };
    while (!over.signal.aborted) {
      await Promise.all(PATHS.map(ask));
      await setTimeout(PROBED_EVERY_MS);
    }
  })();
  const until = async (what: "red" | "green", withinS: number) => {
    const seconds = stopwatch();
    while (isGreen !== (what === "green")) {
      if (seconds() > withinS) {
        tally.broken.push(`health is not ${what} after ${withinS} s`);
        return;
      }
      await setTimeout(PROBED_EVERY_MS / 4);
    }
  };
  return {
    /** From the moment at which it is called. */
    async untilRed(): Promise<void> {
      const seconds = stopwatch();
      await until("red", RED_WITHIN_S);
      worst(tally, "seconds until health was red", seconds());
    },
    untilGreen: () => until("green", GREEN_WITHIN_S),
    async stop(): Promise<void> {
      over.abort();
      await asking;
    },
  };
}

type Repair = () => Promise<unknown> | unknown;

export interface Fault {
  /** How the sentence begins that people read. */
  why: string;
  begin(world: World, app: AppProcess): Promise<Repair> | Repair;
}

/** `begin` breaks the database under people with filled forms, and returns what repairs it. Resolves with what is stored. */
export async function underFault(
  world: World,
  app: AppProcess,
  tally: Tally,
  label: string,
  { why, begin }: Fault,
): Promise<Acknowledged[]> {
  const people = await filledForms(world, label);
  const probes = probing(app, tally);
  const repair = await begin(world, app);
  const red = probes.untilRed();
  const { acknowledged, told } = await submitAll(world, people, tally, { why });
  await red;
  await repair();
  // What failed meanwhile is tried again each minute, of the clock by which it goes.
  await pass(world, MINUTE);
  await probes.untilGreen();
  await probes.stop();
  return [...acknowledged, ...(await submitAgain(world, told, tally))];
}

/** Told to stop, it ends within seconds. */
export async function ends(app: AppProcess, tally: Tally): Promise<void> {
  const seconds = stopwatch();
  app.signal("SIGTERM");
  const code = await app.ended;
  worst(tally, "seconds to stop", seconds());
  if (code !== 0) tally.broken.push(`ended with ${code}: ${app.output().slice(-500)}`);
  if (seconds() > END_WITHIN_S) tally.broken.push(`took ${seconds().toFixed(1)} s to stop`);
}
