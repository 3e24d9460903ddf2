/** Fields of a check-in’s form: the days on which it asks, by its rhythm; its channels and groups; its pilot. */
import type { ActionsBlock, PlainTextOption } from "@slack/types";
import { cadenceIds } from "../../cadences/action-ids.ts";
import { type AudienceMember, type AudienceSource, sourceMember, sourceOf } from "../../cadences/audience/audience.ts";
import type { Pilot } from "../../cadences/audience/pilot.ts";
import type { CadenceDraft } from "../../cadences/drafts.ts";
import { DAY_CHOICES, dayValue, type Pickers } from "../../cadences/recurrence/rule-form-choices.ts";
import { dayOptionInWords, monthInWords, nthInWords, weekdayInWords } from "../../cadences/recurrence/rule-in-words.ts";
import { type CadenceTexts, cadenceTexts } from "../../cadences/texts.ts";
import { capitalised, languageOf, type Reader, textsFor } from "../../platform/texts/language.ts";
import { WEEKDAYS } from "../../platform/time.ts";
import { actions, button, confirmation, option } from "../../slack/blocks.ts";
import { type Content, menu, optionalChannel, optionalMenu, people } from "../../slack/forms/field-kinds.ts";
import type { ShownFields } from "../../slack/forms/form.ts";
import type { OptionGroup } from "../../slack/inputs.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { UserGroup } from "../../slack/member-lists.ts";

export type DayFields = Record<"weekdays" | "month" | "day" | "year_start", Content | null>;

/** Fields of one rhythm have ids of their own, so that what is in them does not stay when another is chosen. */
export function dayFields(reader: Reader, pickers: Pickers, texts: CadenceTexts["form"]): DayFields {
  const language = languageOf(reader.locale);
  const { every } = pickers;

  const none: DayFields = { weekdays: null, month: null, day: null, year_start: null };
  const month = (label: string, options: PlainTextOption[]): Content => {
    return { label, options, initial: String(pickers.month), turn: every };
  };

  const day: Content = {
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

export const sourceBlocks = { channel: "audience_channel", group: "audience_group" } as const;

export const sourceFields = {
  [sourceBlocks.channel]: optionalChannel(),
  [sourceBlocks.group]: optionalMenu(),
};

/** A select cannot be emptied in every client of Slack. */
const NO_GROUP = "none";

/** `kept`: how the channels and groups of the audience are called. Without user groups in Slack there is no field for one. */
export function sourcesShown(
  reader: Reader,
  {
    audience,
    groups,
    names,
  }: { audience: readonly AudienceMember[]; groups: readonly UserGroup[]; names: ReadonlyMap<AudienceMember, string> },
): Record<keyof typeof sourceFields, Content | null> {
  const texts = textsFor(cadenceTexts, reader).form;
  const channel = shownSource(audience, "channel");
  const group = shownSource(audience, "group");
  const isListed = group === null || groups.some(({ id }) => id === group.id);
  // The one that is chosen stays to be seen, though Slack has it no more.
  const unlisted =
    isListed || group === null ? [] : [{ id: group.id, handle: names.get(sourceMember(group)) ?? group.id }];
  const offered = [...unlisted, ...groups].map(({ id, handle }) => option(id, `@${handle.replace(/^@/, "")}`));
  const most = ELEMENT_LIMITS.selectOptions - 1;
  return {
    [sourceBlocks.channel]: { label: texts.channel, initial: channel?.id, hint: texts.channelHint },
    [sourceBlocks.group]:
      offered.length === 0
        ? null
        : {
            label: texts.group,
            options: [option(NO_GROUP, texts.noGroup), ...offered.slice(0, most)],
            initial: group?.id ?? NO_GROUP,
            ...(offered.length > most && { hint: texts.groupsCut(most) }),
          },
  };
}

/** The channel and the group that the form asks for; one that it does not show is as in `before`, and so are further ones. */
export function sourcesIn(
  filled: ShownFields<typeof sourceFields>,
  before: readonly AudienceMember[],
): AudienceSource[] {
  const { [sourceBlocks.channel]: channel, [sourceBlocks.group]: group } = filled;
  const shown = [shownSource(before, "channel"), group === undefined ? null : shownSource(before, "group")];
  const further = before
    .map(sourceOf)
    .filter((source) => source !== null)
    .filter((source) => !shown.some((each) => each?.kind === source.kind && each.id === source.id));
  const chosen: AudienceSource[] = [
    ...(channel ? [{ kind: "channel" as const, id: channel }] : []),
    ...(group && group !== NO_GROUP ? [{ kind: "group" as const, id: group }] : []),
  ];
  return [...chosen, ...further];
}

/** A form has room for one of each kind; a file may name more. */
function shownSource(audience: readonly AudienceMember[], kind: AudienceSource["kind"]): AudienceSource | null {
  return audience.map(sourceOf).find((source) => source?.kind === kind) ?? null;
}

const ROUNDS = [1, 2, 3, 4, 6, 8];
const UNTIL_ENDED = "until-ended";

export const pilotFields = { pilot: people(), pilot_rounds: menu() };

/** A pilot comes before everybody: a cadence without one that is changed is not asked for one. */
export function pilotShown(
  reader: Reader,
  { cadenceId, pilot }: Pick<CadenceDraft, "cadenceId" | "pilot">,
  slackIds: readonly string[],
): Record<keyof typeof pilotFields, Content | null> {
  if (cadenceId !== null && pilot === null) return { pilot: null, pilot_rounds: null };
  const texts = textsFor(cadenceTexts, reader).form;
  const counts = [...new Set([...ROUNDS, ...(pilot?.rounds ? [pilot.rounds] : [])])].sort(
    (count, other) => count - other,
  );
  const options = [
    ...counts.map((count) => option(String(count), texts.pilotRoundsOf(count))),
    option(UNTIL_ENDED, texts.pilotUntilEnded),
  ];
  const initial = pilot?.rounds === null ? UNTIL_ENDED : String(pilot?.rounds ?? 1);
  return {
    pilot: { label: texts.pilot, initial: slackIds, hint: texts.pilotHint },
    pilot_rounds: { label: texts.pilotRounds, options, initial },
  };
}

/** `people`: as Slack user ids; none where there is no pilot. */
export function pilotIn({ pilot = [], pilot_rounds: chosen }: ShownFields<typeof pilotFields>): {
  people: string[];
  rounds: Pilot["rounds"];
} {
  const rounds = Number(chosen);
  return { people: pilot, rounds: Number.isInteger(rounds) && rounds > 0 ? rounds : null };
}

/** Below a cadence of the list while its pilot runs. */
export function pilotEndButton(reader: Reader, cadenceId: string): ActionsBlock {
  const { label, title, text, yes, no } = textsFor(cadenceTexts, reader).list.askEverybody;
  const confirm = confirmation({ title, text, confirm: yes, deny: no });
  return actions(`pilot:${cadenceId}`, button(cadenceIds.askEverybody, label, { value: cadenceId, confirm }));
}
