/** The form in which a lead decides about the criteria of a program and about what is asked at once. */
import type { ModalView } from "@slack/types";
import { option, plain, words } from "../platform/slack/blocks.ts";
import { filledIn, textField, ticksField } from "../platform/slack/fields.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { healthIds } from "./ids.ts";
import { type HealthSettings, healthSettingsSchema, TRIGGERS } from "./settings.ts";
import { healthTexts } from "./texts.ts";

/** The numbers of the form with their bounds, as in the schema. */
const NUMBERS = {
  timeDays: [0, 365],
  timePercent: [0, 100],
  costPercent: [0, 100],
  blockerDays: [1, 60],
  lateDays: [0, 60],
  redPeriods: [1, 12],
} as const;
type NumberField = keyof typeof NUMBERS;
const TOLERANCES = ["timeDays", "timePercent", "costPercent"] as const;
const TERMS = ["blockerDays", "lateDays", "redPeriods"] as const;

export function settingsView(reader: Reader, programId: string, settings: HealthSettings): ModalView {
  const { settings: texts } = textsFor(healthTexts, reader);
  const values: Record<NumberField, number> = { ...settings.tolerances, ...settings.triggers };
  const numberOf = (field: NumberField) => textField(field, texts[field], { initial: String(values[field]), max: 3 });
  return {
    type: "modal",
    callback_id: healthIds.settingsForm,
    title: plain(texts.title),
    submit: plain(texts.submit),
    close: plain(texts.close),
    private_metadata: JSON.stringify({ programId }),
    blocks: [
      words([{ text: texts.tolerances, bold: true }]),
      ...TOLERANCES.map(numberOf),
      words([{ text: texts.alerts, bold: true }]),
      ticksField(
        "on",
        texts.on,
        TRIGGERS.map((trigger) => option(trigger, texts.trigger[trigger])),
        { initial: TRIGGERS.filter((trigger) => !settings.triggers.off.includes(trigger)), isOptional: true },
      ),
      ...TERMS.map(numberOf),
    ],
  };
}

/** What was filled in, or what is wrong at which field. */
export function readSettings(
  values: unknown,
  reader: Pick<Reader, "locale">,
): { settings: HealthSettings } | { errors: Record<string, string> } {
  const { settings: texts } = textsFor(healthTexts, reader);
  const filled = filledIn(values);
  const errors: Record<string, string> = {};
  const read = (field: NumberField): number => {
    const [min, max] = NUMBERS[field];
    const typed = filled.text(field).trim();
    const value = /^\d+$/.test(typed) ? Number(typed) : Number.NaN;
    if (!(value >= min && value <= max)) errors[field] = texts.number(min, max);
    return value;
  };
  const on = filled.options("on");
  const settings = {
    tolerances: { timeDays: read("timeDays"), timePercent: read("timePercent"), costPercent: read("costPercent") },
    triggers: {
      off: TRIGGERS.filter((trigger) => !on.includes(trigger)),
      blockerDays: read("blockerDays"),
      lateDays: read("lateDays"),
      redPeriods: read("redPeriods"),
    },
  };
  return Object.keys(errors).length > 0 ? { errors } : { settings: healthSettingsSchema.parse(settings) };
}
