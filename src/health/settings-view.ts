/** What a lead decides about the criteria of a program and about what is asked at once: in words, and two forms. */
import type { ModalView } from "@slack/types";
import { z } from "zod";
import { number, ticks } from "../kernel/forms/fields.ts";
import { Form } from "../kernel/forms/form.ts";
import { button, option, plain, section } from "../platform/slack/blocks.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { healthIds } from "./ids.ts";
import { type HealthSettings, isOn, TRIGGERS } from "./settings.ts";
import { healthTexts } from "./texts.ts";

/** What is changed together. */
export const SETTING_GROUPS = ["criteria", "alerts"] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

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

export const programState = z.strictObject({ programId: z.string() });

const common = {
  state: programState,
  required(actor: Pick<Reader, "locale">, field: string): string {
    const { min, max } = boundsOf.get(field) ?? NUMBERS.timeDays;
    return textsFor(healthTexts, actor).settings.number(min, max);
  },
};

export const criteriaForm = new Form({
  ...common,
  id: healthIds.criteriaForm,
  fields: z.strictObject({
    timeDays: number(NUMBERS.timeDays),
    timePercent: number(NUMBERS.timePercent),
    costPercent: number(NUMBERS.costPercent),
  }),
});

export const alertsForm = new Form({
  ...common,
  id: healthIds.alertsForm,
  fields: z.strictObject({
    on: ticks(),
    blockerDays: number(NUMBERS.blockerDays),
    lateDays: number(NUMBERS.lateDays),
    redPeriods: number(NUMBERS.redPeriods),
  }),
});

/** What is set now, a group each with a button that changes it. */
export function settingsView(reader: Reader, programId: string, settings: HealthSettings): ModalView {
  const { settings: texts } = textsFor(healthTexts, reader);
  const on = TRIGGERS.filter((trigger) => isOn(settings, trigger)).map((trigger) => `• ${texts.trigger[trigger]}`);
  const said: Record<SettingGroup, string[]> = {
    criteria: [texts.said.criteria(settings.tolerances)],
    alerts: [...(on.length > 0 ? on : [texts.said.noAlerts]), texts.said.terms(settings.triggers)],
  };
  return {
    type: "modal",
    private_metadata: JSON.stringify({ programId }),
    title: plain(texts.title),
    close: plain(texts.done),
    blocks: SETTING_GROUPS.map((group) =>
      section(
        [`*${texts[group]}*`, ...said[group]].join("\n"),
        button(healthIds.change, texts.change, { value: group }),
      ),
    ),
  };
}

export function settingsGroupView(
  reader: Reader,
  { programId, group }: { programId: string; group: SettingGroup },
  { tolerances, triggers }: HealthSettings,
): ModalView {
  const { settings: texts } = textsFor(healthTexts, reader);
  const numberOf = (field: keyof typeof NUMBERS) => {
    const values = { ...tolerances, ...triggers };
    return { label: texts[field], initial: String(values[field]) };
  };
  const frame = { state: { programId }, title: texts.title, submit: texts.submit, close: texts.close };
  if (group === "criteria")
    return criteriaForm.view({
      ...frame,
      fields: {
        timeDays: numberOf("timeDays"),
        timePercent: numberOf("timePercent"),
        costPercent: numberOf("costPercent"),
      },
    });
  return alertsForm.view({
    ...frame,
    fields: {
      on: {
        label: texts.on,
        options: TRIGGERS.map((trigger) => option(trigger, texts.trigger[trigger])),
        initial: TRIGGERS.filter((trigger) => !triggers.off.includes(trigger)),
      },
      blockerDays: numberOf("blockerDays"),
      lateDays: numberOf("lateDays"),
      redPeriods: numberOf("redPeriods"),
    },
  });
}
