/** The fields of a check-in's form for the days on which it asks, by its rhythm. */
import type { PlainTextOption } from "@slack/types";
import { DAY_CHOICES, dayValue, type Pickers } from "../../cadences/recurrence/rules-pickers.ts";
import { dayOptionInWords, monthInWords, nthInWords, weekdayInWords } from "../../cadences/recurrence/rules-words.ts";
import type { CadenceTexts } from "../../cadences/texts.ts";
import { capitalised, languageOf, type Reader } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { option } from "../../slack/blocks.ts";
import type { OptionGroup } from "../../slack/fields.ts";
import type { Said } from "../../slack/forms/fields.ts";

export type DaysSaid = Record<"weekdays" | "month" | "day" | "year_start", Said | null>;

/** Fields of one rhythm have ids of their own, so that what is in them does not stay when another is chosen. */
export function daysSaid(reader: Reader, pickers: Pickers, texts: CadenceTexts["form"]): DaysSaid {
  const language = languageOf(reader.locale);
  const { every } = pickers;
  const none: DaysSaid = { weekdays: null, month: null, day: null, year_start: null };
  const month = (label: string, options: PlainTextOption[]): Said => {
    return { label, options, initial: String(pickers.month), turn: every };
  };
  const day: Said = {
    label: texts.day,
    groups: dayGroups(reader, texts),
    initial: pickers.day,
    placeholder: texts.chooseDay,
    turn: every,
  };
  const months = monthOptions(reader);
  switch (every) {
    case "day":
    case "week":
    case "two-weeks":
      return {
        ...none,
        weekdays: {
          label: texts.weekdays,
          options: WEEKDAYS.map((weekday) => option(weekday, capitalised(weekdayInWords(weekday, language)))),
          initial: pickers.weekdays,
          isRequired: true,
          turn: every,
        },
      };
    case "month":
      return { ...none, day };
    case "quarter": {
      const nth = [1, 2, 3].map((each) => option(String(each), texts.nthMonth(nthInWords(each, language))));
      return {
        ...none,
        month: month(texts.monthOfQuarter, [option("0", texts.wholeQuarter), ...nth]),
        day,
        year_start: { label: texts.yearStart, options: months, initial: String(pickers.yearStartMonth) },
      };
    }
    case "year":
      return { ...none, month: month(texts.month, months), day };
    case "as-is":
      return none;
  }
}

function dayGroups(reader: Reader, texts: CadenceTexts["form"]): OptionGroup[] {
  const language = languageOf(reader.locale);
  const group = (label: string, days: (typeof DAY_CHOICES)[keyof typeof DAY_CHOICES]): OptionGroup => ({
    label,
    options: days.map((on) => option(dayValue(on), capitalised(dayOptionInWords(on, language)))),
  });
  return [
    group(texts.workingDays, DAY_CHOICES.workingDays),
    group(texts.dayWeekdays, DAY_CHOICES.weekdays),
    group(texts.dates, DAY_CHOICES.dates),
  ];
}

function monthOptions(reader: Reader) {
  const language = languageOf(reader.locale);
  return Array.from({ length: 12 }, (_, index) =>
    option(String(index + 1), capitalised(monthInWords(index + 1, language))),
  );
}
