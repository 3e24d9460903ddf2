/** Shows program leads a prompt as a participant will see it. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { type Cadence, nameOf } from "../cadences/cadences.ts";
import { cadenceToChange } from "../cadences/changes.ts";
import { listAskedNext } from "../cadences/participants.ts";
import { promptAhead } from "../check-ins/rounds/context.ts";
import { getPerson, type Person, readerOf } from "../people/people.ts";
import type { Services } from "../platform/services.ts";
import { dateAndTime, languageOf, type Reader, textsFor } from "../platform/texts/language.ts";
import { divider, lineOf, option, section, shorten } from "../slack/blocks.ts";
import { menu } from "../slack/forms/field-kinds.ts";
import { Form } from "../slack/forms/form.ts";
import type { Listening } from "../slack/listening.ts";
import { modal } from "../slack/modal.ts";
import type { StepInContext } from "./plan.ts";
import { reasonIn } from "./plan-message.ts";
import { planTexts } from "./texts.ts";

const form = new Form({ id: "forecast.as", state: z.string(), fields: z.strictObject({ person: menu() }) });
/** Slack's limit for a menu. */
const MOST_PEOPLE = 100;
const LONGEST_NAME = 70;
/** Far enough for the next round of most cadences. */
const WEEKS_AHEAD = 14;

/** The form that chooses the participant. Throws PROGRAM_NOT_YOURS, CADENCE_ARCHIVED. */
export async function chooseRecipient(services: Services, actor: Person, cadenceId: string): Promise<ModalView> {
  const reader = readerOf(actor);
  const texts = textsFor(planTexts, reader).recipient;
  const { cadence } = await cadenceToChange({ ...services, actor }, { cadenceId });
  const { compare } = new Intl.Collator(reader.locale);
  const people = (await listAskedNext(services.db, cadence, services)).sort((a, b) => compare(a.name, b.name));
  if (people.length === 0) return modal({ title: texts.title, close: texts.close, blocks: [section(texts.nobody)] });
  const options = people.slice(0, MOST_PEOPLE).map(({ id, name }) => option(id, shorten(name, LONGEST_NAME)));
  return form.view({
    state: cadenceId,
    title: texts.title,
    submit: texts.show,
    close: texts.close,
    above: [section(lineOf(texts.of(nameOf(cadence, reader))))],
    fields: { person: { label: texts.person, options } },
  });
}

export function registerPromptPreview(listening: Listening<Person>, services: Services): void {
  form.listen(listening, async ({ actor, state: cadenceId, filled }) => {
    const { db } = services;
    const reader = readerOf(actor);
    // Rights may have changed since the form was opened.
    const { cadence } = await cadenceToChange({ ...services, actor }, { cadenceId });
    const person = await getPerson(db, actor.workspace_id, filled.person);
    const steps: StepInContext[] = [];
    const { planFor } = await import("./plan.ts");
    const wanted = { weeks: WEEKS_AHEAD, personId: person.id, cadenceId: cadence.id };
    for await (const found of planFor(services, actor, wanted)) {
      steps.push(found);
      if (found.step.kind === "prompt" && found.step.action !== "hold") break;
    }
    return { push: await previewAs(services, reader, { cadence, person, steps }) };
  });
}

async function previewAs(
  { db }: Pick<Services, "db">,
  reader: Reader,
  { cadence, person, steps }: { cadence: Cadence; person: Person; steps: readonly StepInContext[] },
): Promise<ModalView> {
  const texts = textsFor(planTexts, reader).recipient;
  const theirs = readerOf(person);
  const last = steps.findLast(({ step }) => step.kind === "prompt");
  const lines = steps
    .filter(({ step }) => step.kind === "prompt")
    .map(({ step }) => sentenceOf(reader, step, person.zone));
  const summary = [texts.as(person.name, texts.language[languageOf(theirs.locale)]), ...lines];
  const isAsked = last !== undefined && last.step.action !== "exclude" && last.step.round !== null;
  const shown = isAsked ? await promptAhead(db, cadence, { ...theirs, id: person.id }, last.step.round ?? "") : null;
  // Without buttons: nobody can answer this prompt.
  const blocks: KnownBlock[] = shown?.blocks.filter(({ type }) => type !== "actions") ?? [];
  return modal({
    title: texts.title,
    close: texts.back,
    blocks: [
      section(lineOf(summary.join("\n"))),
      ...(lines.length === 0 ? [section(texts.notSoon)] : []),
      ...(blocks.length > 0 ? [divider(), ...blocks] : []),
    ],
  });
}

function sentenceOf(reader: Reader, { action, at: instant, reason }: StepInContext["step"], zone: string): string {
  const texts = textsFor(planTexts, reader).recipient;
  const at = dateAndTime({ ...reader, zone }, instant);
  switch (action) {
    case "send":
      return texts.send(at, zone);
    case "merge":
      return texts.merge(at, zone);
    case "hold":
      return texts.hold(at, reasonIn(reader, reason));
    case "exclude":
      return texts.exclude(at, reasonIn(reader, reason));
  }
}
