/** Finds what people are offered by pressing it all, and asks for what everybody may ask for. */
import { isObject } from "slack-sandbox";
import type { Listener } from "../../src/slack/listening.ts";
import type { Run } from "../support/run.ts";
import { listen, type Offer, offersIn, paced, send, type World } from "./forging.ts";

export const DESTRUCTIVE =
  /take:|close|archive|withdraw|decline|refuse|hold|pause|undo|remove|reopen|reverse|approve|give_up|skip/;

/** They sit for portfolios over the program, or write for a committee. */
export const OF_BODIES = ["max", "sue", "zoe", "nor", "cal"];
const LEGIT = ["lea", "tom", "sofia", "sam", "ola", "dan", "kim", "iris", ...OF_BODIES];
/** Other commands show them no more than others are shown. */
const WORDS_OF_BODIES = ["", "portfolio", "digest", "register"];
const MOST_PRESSES = 1500;
/** Of those that differ by nothing but what they are about. */
const MOST_ALIKE = 4;

export const nameOf = ({ kind, id }: Pick<Offer, "kind" | "id"> | Listener) =>
  `${kind} ${id instanceof RegExp ? id.source : id}`;

/** The listener that gets it. */
export function matching({ app }: World, { kind, id }: Pick<Offer, "kind" | "id">): string | null {
  const found = app.listeners.find(
    (listener) => listener.kind === kind && (listener.id instanceof RegExp ? listener.id.test(id) : listener.id === id),
  );
  return found ? nameOf(found) : null;
}

export const commandWords = ({ app }: World) =>
  app.listeners.flatMap(({ kind, id }) => (kind === "command" ? [String(id)] : []));

export async function command(world: World, by: string, text: string): Promise<string> {
  const said = listen(world);
  const { response } = await world.sandbox.as(by).command(`/drumbeat ${text}`.trim());
  // What takes long comes afterwards.
  if (!response) await world.clock.settle();
  return said(response && { blocks: response.blocks, text: response.text });
}

/** All of them, on a message that they can see. */
export async function shortcuts(world: World, by: string): Promise<string> {
  const actor = world.sandbox.as(by);
  const said = listen(world);
  const [message] = actor.dm();
  for (const { kind, id } of world.app.listeners) {
    if (kind !== "shortcut") continue;
    if (world.sandbox.slack.manifest.shortcuts.some(({ type, callbackId }) => type === "global" && callbackId === id))
      await actor.shortcut(String(id));
    else if (message) await actor.messageShortcut(String(id), message);
  }
  return said(null);
}

export async function homeOf(world: World, by: string): Promise<string> {
  const said = listen(world, { withHomes: true });
  await world.sandbox.as(by).openHome();
  await world.clock.settle();
  return said(null);
}

/** The same for all that differ by nothing but what they are about. */
function shapeOf({ key }: Offer): string {
  return key.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|\d+/g, "#");
}

export function oneOfEach(offers: readonly Offer[]): Offer[] {
  return [...new Map(offers.map((offer) => [shapeOf(offer), offer])).values()];
}

/** What is pressed or sent, and of a menu which choice, whatever it is about. */
export function actOf({ kind, id, key }: Offer): string {
  const [, choice = ""] = /^(?:made )?press \S+ ([a-z_-]+)(?::|$)/.exec(key) ?? [];
  return `${kind} ${id.replace(/:.*/, "")} ${choice}`.trim();
}

export function oneOfEachAct(offers: readonly Offer[]): Offer[] {
  return [...new Map(offers.map((offer) => [actOf(offer), offer])).values()];
}

/** Some of the offers, and all that were made to them. */
export function theirsAnd(by: string, some: readonly Offer[], all: readonly Offer[]): Offer[] {
  return [...new Set([...some, ...all.filter((offer) => offer.by === by)])];
}

/** Everything that those who may are shown, found by pressing it all. */
export async function crawl(run: Run): Promise<Offer[]> {
  const known = new Map<string, Offer>();
  const alike = new Map<string, number>();
  const queue: Offer[] = [];
  const last: Offer[] = [];
  const take = (found: Offer[]) => {
    for (const offer of found) {
      // A field that tells nobody when it is changed.
      if (known.has(offer.key) || matching(run, offer) === null) continue;
      // One of what each member of a body is offered, whatever others are.
      const isOfBody = OF_BODIES.includes(offer.by);
      const shape = isOfBody ? `${offer.by} ${shapeOf(offer)}` : shapeOf(offer);
      const count = (alike.get(shape) ?? 0) + 1;
      alike.set(shape, count);
      if (count > (isOfBody ? 1 : MOST_ALIKE)) continue;
      known.set(offer.key, offer);
      (DESTRUCTIVE.test(offer.key) ? last : queue).push(offer);
    }
  };
  const harvest = (text: string, by: string) => {
    for (const body of JSON.parse(text)) if (isObject(body)) take(offersIn(body, by));
  };
  for (const by of LEGIT) {
    for (const message of run.as(by).dm()) take(offersIn({ blocks: JSON.parse(JSON.stringify(message.blocks)) }, by));
    // The first request was asked in a check-in, whose answers its view opens; a measure's view takes a number.
    const everything = ["", "cadence new", "program new", "find req-1", "find kpi-1", ...commandWords(run)];
    for (const text of OF_BODIES.includes(by) ? WORDS_OF_BODIES : everything) harvest(await command(run, by, text), by);
    harvest(await homeOf(run, by), by);
  }
  for (let presses = 0; presses <= MOST_PRESSES; presses += 1) {
    const offer = queue.shift() ?? last.shift();
    if (!offer) break;
    await paced(run);
    harvest(await send(run, offer, offer.by, "nina"), offer.by);
  }
  return [...known.values()];
}
