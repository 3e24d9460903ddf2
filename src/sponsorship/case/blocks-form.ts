/** The forms of a case: of one of its sections, and with whom it is shared. */
import type { KnownBlock, ModalView } from "@slack/types";
import { z } from "zod";
import { optionalText, person, ticks } from "../../kernel/forms/fields.ts";
import { Form } from "../../kernel/forms/form.ts";
import { option, plainSection, quote } from "../../platform/slack/blocks.ts";
import { longDate, type Reader, textsFor } from "../../platform/texts/language.ts";
import { localDateOf } from "../../platform/time.ts";
import { titleLine } from "../../register/words.ts";
import { itemLine, measureText } from "./blocks.ts";
import type { NamedItem } from "./facts.ts";
import { CASE_SECTIONS, isEmpty, LONGEST_SECTION, type MeasureProblem, measureLine } from "./rules.ts";
import { caseTexts } from "./texts.ts";
import type { Overtaken, SectionToEdit } from "./use-cases.ts";

export const sectionForm = new Form({
  id: "case.section",
  state: z.strictObject({ programId: z.string(), section: z.enum(CASE_SECTIONS), revision: z.int() }),
  fields: z.object({
    text: optionalText({ isLong: true, max: LONGEST_SECTION }),
    measures: optionalText({ isLong: true, max: LONGEST_SECTION }),
    items: ticks(),
  }),
});

export interface Typed {
  text: string;
  measures: string;
  items: readonly string[];
}

/** What stands in the form at first: what was written, else what it could say. */
export function firstTyped({ now, draft }: Pick<SectionToEdit, "now" | "draft">): Typed {
  if (isEmpty(now)) return draft;
  return { text: now.text, measures: now.measures.map(measureLine).join("\n"), items: now.items };
}

export function sectionView(
  reader: Reader,
  { program, section, revision, offered }: Pick<SectionToEdit, "program" | "section" | "revision" | "offered">,
  { typed, overtaken = null }: { typed: Typed; overtaken?: Overtaken | null },
): ModalView {
  const texts = textsFor(caseTexts, reader);
  const itemsLabel = offered.length > 0 ? texts.form.items[section] : undefined;
  return sectionForm.view({
    state: { programId: program.id, section, revision },
    title: texts.title,
    submit: texts.form.save,
    close: texts.form.close,
    above: overtaken ? overtakenBlocks(reader, overtaken) : [],
    fields: {
      text: { label: texts.sections[section], hint: texts.hints[section], initial: typed.text },
      measures:
        section === "benefits"
          ? { label: texts.form.measures, hint: texts.form.measuresHint, initial: typed.measures }
          : null,
      items:
        itemsLabel === undefined
          ? null
          : {
              label: itemsLabel,
              hint: texts.form.itemsHint,
              options: offered.map((item) => option(item.id, titleLine(item))),
              initial: typed.items,
            },
    },
  });
}

function overtakenBlocks(reader: Reader, { by, at, theirs }: Overtaken): KnownBlock[] {
  const texts = textsFor(caseTexts, reader);
  const day = longDate(reader, localDateOf(at, reader.zone));
  const lines = [
    theirs.text,
    ...theirs.measures.map((one) => measureText(reader, one, false)),
    ...theirs.named.map((item: NamedItem) => itemLine(reader, item)),
  ].filter((line) => line !== "");
  return [
    plainSection(`⚠ ${texts.form.overtaken(by, day)}`),
    quote({ text: `${texts.form.theirs}\n`, bold: true }, { text: lines.join("\n") || texts.differences.empty }),
  ];
}

export function measureError(reader: Reader, problem: MeasureProblem): string {
  const { wrongMeasure } = textsFor(caseTexts, reader).form;
  return problem.why === "many" ? wrongMeasure.many() : wrongMeasure[problem.why](problem.line);
}

export const shareForm = new Form({
  id: "case.share_form",
  state: z.strictObject({ programId: z.string() }),
  fields: z.object({ person: person() }),
  required: (actor) => textsFor(caseTexts, actor).share.missing,
});

export function shareView(
  reader: Reader,
  { program, version }: { program: { id: string; title: string }; version: { number: number } },
): ModalView {
  const texts = textsFor(caseTexts, reader);
  return shareForm.view({
    state: { programId: program.id },
    title: texts.share.title,
    submit: texts.share.submit,
    close: texts.form.close,
    above: [plainSection(texts.share.lead(version.number, program.title))],
    fields: { person: { label: texts.share.person, hint: texts.share.hint } },
  });
}
