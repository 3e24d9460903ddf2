/** Channels and user groups of audiences: their fields in the form. */
import type { InputBlock } from "@slack/types";
import { type AudienceMember, type AudienceSource, sourceMember, sourceOf } from "../../cadences/audience/audience.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { option } from "../../platform/slack/blocks.ts";
import { channelField, type Filled, selectField } from "../../platform/slack/fields.ts";
import { ELEMENT_LIMITS } from "../../platform/slack/limits.ts";
import type { UserGroup } from "../../platform/slack/member-lists.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";

export const sourceBlocks = { channel: "audience_channel", group: "audience_group" } as const;

/** A select cannot be emptied in every client of Slack. */
const NO_GROUP = "none";

/** `kept`: how the channels and groups of the audience are called. Without user groups in Slack there is no field for one. */
export function sourceFields(
  reader: Reader,
  {
    audience,
    groups,
    kept,
  }: { audience: readonly AudienceMember[]; groups: readonly UserGroup[]; kept: ReadonlyMap<AudienceMember, string> },
): InputBlock[] {
  const texts = textsFor(cadenceTexts, reader).form;
  const channel = shownSource(audience, "channel");
  const group = shownSource(audience, "group");
  const isListed = group === null || groups.some(({ id }) => id === group.id);
  // The one that is chosen stays to be seen, though Slack has it no more.
  const known = isListed || group === null ? [] : [{ id: group.id, handle: kept.get(sourceMember(group)) ?? group.id }];
  const offered = [...known, ...groups].map(({ id, handle }) => option(id, `@${handle.replace(/^@/, "")}`));
  const most = ELEMENT_LIMITS.selectOptions - 1;
  return [
    channelField(sourceBlocks.channel, texts.channel, {
      initial: channel?.id,
      hint: texts.channelHint,
      isOptional: true,
    }),
    ...(offered.length === 0
      ? []
      : [
          selectField(sourceBlocks.group, texts.group, [option(NO_GROUP, texts.noGroup), ...offered.slice(0, most)], {
            initial: group?.id ?? NO_GROUP,
            isOptional: true,
            ...(offered.length > most && { hint: texts.groupsCut(most) }),
          }),
        ]),
  ];
}

/** The channel and the group that the form asks for; one that it does not show is as in `before`, and so are further ones. */
export function sourcesIn(filled: Filled, before: readonly AudienceMember[]): AudienceSource[] {
  const [channel, group] = [filled.channel(sourceBlocks.channel), filled.option(sourceBlocks.group)];
  const shown = [shownSource(before, "channel"), filled.has(sourceBlocks.group) ? shownSource(before, "group") : null];
  const further = before
    .map(sourceOf)
    .filter((source) => source !== null)
    .filter((source) => !shown.some((each) => each?.kind === source.kind && each.id === source.id));
  const chosen: AudienceSource[] = [
    ...(channel === null ? [] : [{ kind: "channel" as const, id: channel }]),
    ...(group === null || group === NO_GROUP ? [] : [{ kind: "group" as const, id: group }]),
  ];
  return [...chosen, ...further];
}

/** A form has room for one of each kind; a file may name more. */
function shownSource(audience: readonly AudienceMember[], kind: AudienceSource["kind"]): AudienceSource | null {
  return audience.map(sourceOf).find((source) => source?.kind === kind) ?? null;
}
