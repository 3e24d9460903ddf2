/** *Enter…*: the numbers that are due of one person, twenty a page, and those of given measures, due or not. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import type { ActorContext } from "../people/actors.ts";
import { type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { textsFor } from "../platform/texts/language.ts";
import { localDateOf } from "../platform/time.ts";
import { inTransaction } from "../platform/transaction.ts";
import { registerFailure } from "../register/failures.ts";
import { isMeasure } from "../register/goals/every-goal.ts";
import { listItemsFor } from "../register/item-rights.ts";
import { viewOfItem } from "../register/views.ts";
import { context, escapeMrkdwn, section } from "../slack/blocks.ts";
import { filledIn } from "../slack/inputs.ts";
import { type Listening, onPress, onSubmit, type SubmitResult, type Submitted } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import { showOver } from "../slack/stacked-views.ts";
import { type Awaited, anyAmong, askLaterWithin } from "./asking.ts";
import { awaitedApart, measuresInForm } from "./awaited.ts";
import {
  type FilledNumbers,
  MOST_ON_PAGE,
  measureFields,
  measuresShown,
  nothingEntered,
  numbersIn,
} from "./measure-fields.ts";
import { goalTexts } from "./texts.ts";
import { enterValuesWithin, lockPlacesOf } from "./values.ts";

export const enterIds = { open: "goals.enter", given: "goals.enter_given", form: "goals.enter_form" } as const;

/** What travels with the form. */
const formState = z.strictObject({
  /** Numbers that jump and were asked about. */
  sure: z.array(z.string()),
  /** Somebody chose them: they need not be due. Over the view of one of them. */
  areGiven: z.boolean(),
});
type FormState = z.infer<typeof formState>;

const NOTHING_FILLED: FilledNumbers = { text: () => "", date: () => null };

interface Shown {
  filled?: FilledNumbers;
  sure?: readonly string[];
  areGiven?: boolean;
  /** Above the fields: what was saved, what to look at again. */
  notes?: readonly string[];
}

function enterView(person: Person, awaited: readonly Awaited[], shown: Shown): ModalView {
  const { filled, sure = [], notes = [], areGiven = false } = shown;
  const reader = readerOf(person);
  const texts = textsFor(goalTexts, reader).form;
  const page = awaited.slice(0, MOST_ON_PAGE);
  const above = notes.map((note) => context(escapeMrkdwn(note)));
  if (page.length === 0)
    return modal({ title: texts.title, close: texts.cancel, blocks: [...above, section(texts.none)] });
  const more = awaited.length - page.length;
  return modal({
    callback_id: enterIds.form,
    title: texts.title,
    submit: texts.submit,
    close: texts.cancel,
    private_metadata: JSON.stringify({
      sure: [...sure],
      areGiven,
    } satisfies FormState),
    blocks: [
      ...above,
      ...measureFields(reader, page, filled ?? NOTHING_FILLED, { areAsked: !areGiven }),
      ...(more > 0 ? [context(texts.more(more))] : []),
    ],
  });
}

export function listenToEntering(listening: Listening<Person>, services: Services): void {
  onPress(listening, enterIds.open, async (press) => {
    await showOver(press, enterView(press.actor, await awaitedApart(services, press.actor), {}));
  });
  onPress(listening, enterIds.given, async (press) => {
    const given = await givenTo(services, press.actor, press.value);
    if (given.length === 0) throw registerFailure("ITEM_GONE");
    await showOver(press, enterView(press.actor, given, { areGiven: true }));
  });
  onSubmit(listening, enterIds.form, (submitted) => saveNumbers(services, submitted));
}

/** One that is open and that they read: whether they may change it is asked when it is saved. */
async function givenTo(services: Services, person: Person, id: string): Promise<Awaited[]> {
  const wanted = { ids: [id], types: ["measure" as const], states: ["open" as const] };
  return anyAmong(services, person, (await listItemsFor(services, person, wanted)).filter(isMeasure));
}

async function saveNumbers(services: Services, submitted: Submitted<Person>): Promise<SubmitResult> {
  const { actor, privateMetadata, values } = submitted;
  const { sure, areGiven } = formState.parse(JSON.parse(privateMetadata));
  const reader = readerOf(actor);
  const filled = filledIn(values);
  const days = measuresShown(filled.blockIds);
  const ids = [...days.keys()];
  // What stood in the form is read from it, whatever has come to be asked elsewhere since.
  const shown = await measuresInForm(services, actor, days);
  if (shown.length === 0) throw registerFailure("ITEM_GONE");
  const today = localDateOf(services.clock.now(), actor.zone);
  const read = numbersIn(filled, shown, { reader, today, sure });
  if (Object.keys(read.errors).length > 0) return { errors: read.errors };
  if (read.jumps.length > 0) {
    const notes = read.jumps.map(({ sentence }) => `⚠ ${sentence}`);
    const asked = [...sure, ...read.jumps.map((jump) => jump.sure)];
    return { show: enterView(actor, shown, { filled, sure: asked, notes, areGiven }) };
  }
  if (read.values.length === 0 && read.later === null) return { errors: nothingEntered(reader, shown) };

  await store({ ...services, actor }, read);
  if (areGiven) return showMeasure(services, submitted, ids);
  const left = await awaitedApart(services, actor);
  const others = left.filter(({ measure }) => !ids.includes(measure.id));
  if (others.length === 0) return { close: true };
  const notes = [textsFor(goalTexts, reader).form.entered(read.values.length)];
  return { show: enterView(actor, others, { notes }) };
}

/** In its view below, the measure as it is now. */
async function showMeasure(
  services: Services,
  { actor, belowId, client }: Submitted<Person>,
  [itemId]: readonly string[],
): Promise<SubmitResult> {
  if (belowId === null || itemId === undefined) return { close: true };
  const notice = textsFor(goalTexts, actor).form.saved;
  const view = await viewOfItem({ ...services, actor }, { itemId, notice });
  await client.views.update({ view_id: belowId, view });
  return { close: true };
}

async function store(
  ctx: ActorContext,
  { values, later }: Pick<ReturnType<typeof numbersIn>, "values" | "later">,
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const putOff = later?.awaited ?? [];
    await lockPlacesOf(within, [
      ...values.map(({ measureId }) => measureId),
      ...putOff.map(({ measure }) => measure.id),
    ]);
    if (values.length > 0) await enterValuesWithin(within, { values, source: "form" });
    if (later !== null) await askLaterWithin(within, later);
  });
}
