/** What people do with measures and objectives: they add them, and enter their numbers. */
import { type Actor, objectIn, objectsIn, type PlacedElement, placedElements, stringIn } from "slack-sandbox";
import type { DrumbeatApp } from "../app/app.ts";
import { enterIds } from "../goals/enter-form.ts";
import { measuresShown } from "../goals/measure-fields.ts";
import { enterValues } from "../goals/values.ts";
import { getPersonByHandle } from "../people/people.ts";
import { languageOf } from "../platform/texts/language.ts";
import { type LocalDate, localDateOf } from "../platform/time.ts";
import { decimalIn } from "../register/form-fields.ts";
import { listItemsFor } from "../register/item-rights.ts";
import { openByCommand, submitForm, untilOpen } from "./answer-check-in.ts";
import { fillIn, submitAndLeave } from "./request-acts.ts";
import type { ActOf, Numbers } from "./scenario.ts";

/** `place`: the title of the program or portfolio. */
export async function addMeasure(actor: Actor, place: string, event: ActOf<"add-measure">): Promise<void> {
  const { title, owner, unit, direction, baseline, baselineOn, target, on, rhythm, knownOn, waypoints = {} } = event;
  await openByCommand(actor, `measure ${title}`);
  const lines = Object.entries(waypoints).map(([day, value]) => `${day} ${value}`);
  fillIn(actor, {
    program: place,
    owner,
    due: on,
    unit,
    direction,
    baseline,
    baselineOn,
    target,
    rhythm,
    knownOn: knownOn === undefined ? undefined : String(knownOn),
    waypoints: lines.length > 0 ? lines.join("\n") : undefined,
  });
  await submitAndLeave(actor);
}

/** The place and the programs that serve the objective by their titles. */
export async function addObjective(
  actor: Actor,
  { place, served }: { place: string; served: readonly string[] },
  { title, year, why, measures }: ActOf<"add-objective">,
): Promise<void> {
  const { blocks } = await openByCommand(actor, `objective ${title}`);
  const field = placedElements(blocks).find(({ blockId }) => blockId === "measureIds");
  const offered = objectsIn(field?.element ?? {}, "options").map(
    (option) => stringIn(objectIn(option, "text"), "text") ?? "",
  );
  const chosen = measures.map((measure) => {
    const label = offered.find((each) => each.endsWith(` ${measure}`));
    if (label === undefined) throw new Error(`No measure that can be chosen is called “${measure}”.`);
    return label;
  });
  fillIn(actor, {
    program: place,
    year: String(year),
    why,
    measureIds: chosen,
    programIds: served.length > 0 ? [...served] : undefined,
  });
  await submitAndLeave(actor);
}

type Running = Pick<DrumbeatApp, "services" | "workspace">;

/** The numbers of a measure for days before now, in one go, as an import of last year’s list enters them. */
export async function importNumbers(
  { services, workspace }: Running,
  { title, owner: handle, numbers }: { title: string; owner: string; numbers: Numbers },
): Promise<void> {
  const owner = await getPersonByHandle(services.db, workspace.id, handle);
  const today = localDateOf(services.clock.now(), owner.zone);
  const before = Object.entries(numbers[title] ?? {}).filter(([on]) => on < today);
  if (before.length === 0) return;
  const measures = await listItemsFor(services, owner, { types: ["measure"], states: ["open"], ownerId: owner.id });
  const measure = measures.find((item) => item.title === title);
  if (!measure) throw new Error(`${handle} has no measure “${title}”.`);

  const language = languageOf(owner.locale);
  const values = before.map(([on, typed]) => {
    const value = decimalIn(typed, { language, unit: "" });
    if (value === undefined) throw new Error(`“${typed}” of “${title}” is no number.`);
    return { measureId: measure.id, on, value, isSure: true };
  });
  await enterValues({ ...services, actor: owner }, { values, source: "file" });
}

/** In the open form: each number that it asks for, where there is one for its day. Returns how many were filled in. */
export function fillInNumbers(actor: Actor, numbers: Numbers): number {
  const known = placedElements(actor.view()?.blocks ?? []).flatMap(({ blockId, block }): [string, string][] => {
    const [forDay] = measuresShown([blockId]).values();
    if (forDay === undefined) return [];
    const label = stringIn(objectIn(block, "label"), "text") ?? "";
    const title = titleIn(label, Object.keys(numbers));
    const number = title === undefined ? undefined : numbers[title]?.[forDay];
    return number === undefined ? [] : [[blockId, number]];
  });
  fillIn(actor, Object.fromEntries(known));
  return known.length;
}

/** The longest title with which the label of a field begins: after it comes the unit or the last value. */
function titleIn(label: string, titles: readonly string[]): string | undefined {
  const begins = (title: string) => label === title || /^(, | · )/.test(label.slice(title.length));
  return titles
    .filter((title) => label.startsWith(title) && begins(title))
    .toSorted((one, other) => other.length - one.length)[0];
}

/** Whether a message, or Home, has the button *Enter…*. */
export function asksForNumbers({ blocks }: { blocks: readonly PlacedElement["block"][] }): boolean {
  return placedElements(blocks).some(({ actionId }) => actionId === enterIds.open);
}

/** The button *Enter…*: in the newest message that has it, else on Home. */
export interface NumbersAsked {
  press(): Promise<void>;
}

export function numbersInMessage(actor: Actor): NumbersAsked | null {
  const message = actor.dm().findLast(asksForNumbers);
  return message ? { press: () => actor.press(message, { actionId: enterIds.open }) } : null;
}

export function numbersOnHome(actor: Actor): NumbersAsked | null {
  const home = actor.home();
  return home && asksForNumbers(home) ? { press: () => actor.pressInHome({ actionId: enterIds.open }) } : null;
}

/**
 * Enters all that there are numbers for, page by page; the rest is asked again on the day `notYet`. Returns whether anything
 * was saved.
 */
export async function enterNumbers(
  actor: Actor,
  asked: NumbersAsked,
  { numbers, notYet }: { numbers: Numbers; notYet?: LocalDate | undefined },
): Promise<boolean> {
  await untilOpen(actor, async () => {
    await asked.press();
    return null;
  });
  let isSaved = false;
  while (actor.view()?.callback_id === enterIds.form) {
    const filled = fillInNumbers(actor, numbers);
    if (filled === 0 && notYet === undefined) break;
    fillIn(actor, { "measures-not-yet": notYet });
    const result = await submitForm(actor);
    if ("errors" in result || "failed" in result) throw new Error(`The form was not taken: ${JSON.stringify(result)}`);
    isSaved = true;
  }
  if (actor.view()) await actor.closeView({ all: true });
  return isSaved;
}
