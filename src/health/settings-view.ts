/** The form in which a lead decides about the criteria of a program and about what is asked at once. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { number, ticks } from "../kernel/forms/fields.ts";
import { Form } from "../kernel/forms/form.ts";
import { option, words } from "../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { healthIds } from "./ids.ts";
import { type HealthSettings, TRIGGERS } from "./settings.ts";
import { healthTexts } from "./texts.ts";

/** The numbers of the form with their bounds, as in the schema. */
const NUMBERS = {
  timeDays: { min: 0, max: 365 },
  timePercent: { min: 0, max: 100 },
  costPercent: { min: 0, max: 100 },
  blockerDays: { min: 1, max: 60 },
  lateDays: { min: 0, max: 60 },
  redPeriods: { min: 1, max: 12 },
} as const;

const boundsOf = new Map<string, { min: number; max: number }>(Object.entries(NUMBERS));

const fields = z.strictObject({
  timeDays: number(NUMBERS.timeDays),
  timePercent: number(NUMBERS.timePercent),
  costPercent: number(NUMBERS.costPercent),
  on: ticks(),
  blockerDays: number(NUMBERS.blockerDays),
  lateDays: number(NUMBERS.lateDays),
  redPeriods: number(NUMBERS.redPeriods),
});

export const settingsForm = new Form({
  id: healthIds.settingsForm,
  state: z.strictObject({ programId: z.string() }),
  fields,
  required: (actor, field) => {
    const { min, max } = boundsOf.get(field) ?? NUMBERS.timeDays;
    return textsFor(healthTexts, actor).settings.number(min, max);
  },
});

export function settingsView(reader: Reader, programId: string, { tolerances, triggers }: HealthSettings): ModalView {
  const { settings: texts } = textsFor(healthTexts, reader);
  const numberOf = (field: keyof typeof NUMBERS) => {
    const values = { ...tolerances, ...triggers };
    return { label: texts[field], initial: String(values[field]) };
  };
  return settingsForm.view({
    state: { programId },
    title: texts.title,
    submit: texts.submit,
    close: texts.close,
    fields: {
      timeDays: { ...numberOf("timeDays"), before: [words([{ text: texts.tolerances, bold: true }])] },
      timePercent: numberOf("timePercent"),
      costPercent: numberOf("costPercent"),
      on: {
        label: texts.on,
        options: TRIGGERS.map((trigger) => option(trigger, texts.trigger[trigger])),
        initial: TRIGGERS.filter((trigger) => !triggers.off.includes(trigger)),
        before: [words([{ text: texts.alerts, bold: true }])],
      },
      blockerDays: numberOf("blockerDays"),
      lateDays: numberOf("lateDays"),
      redPeriods: numberOf("redPeriods"),
    },
  });
}

export function settingsIn({ on, ...filled }: z.output<typeof fields>): HealthSettings {
  const { timeDays, timePercent, costPercent, ...terms } = filled;
  const off = TRIGGERS.filter((trigger) => !on.includes(trigger));
  return { tolerances: { timeDays, timePercent, costPercent }, triggers: { off, ...terms } };
}
