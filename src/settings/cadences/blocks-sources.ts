/** Channels and user groups of audiences: their fields in the form. */
import { type AudienceMember, type AudienceSource, sourceMember, sourceOf } from "../../cadences/audience/audience.ts";
import { cadenceTexts } from "../../cadences/texts.ts";
import { type Reader, textsFor } from "../../platform/texts/language.ts";
import { option } from "../../slack/blocks.ts";
import { optionalChannel, optionalMenu, type Said } from "../../slack/forms/fields.ts";
import type { Shown } from "../../slack/forms/form.ts";
import { ELEMENT_LIMITS } from "../../slack/limits.ts";
import type { UserGroup } from "../../slack/member-lists.ts";

export const sourceBlocks = { channel: "audience_channel", group: "audience_group" } as const;

export const sourceFields = {
  [sourceBlocks.channel]: optionalChannel(),
  [sourceBlocks.group]: optionalMenu(),
};

/** A select cannot be emptied in every client of Slack. */
const NO_GROUP = "none";

/** `kept`: how the channels and groups of the audience are called. Without user groups in Slack there is no field for one. */
export function sourcesSaid(
  reader: Reader,
  {
    audience,
    groups,
    kept,
  }: { audience: readonly AudienceMember[]; groups: readonly UserGroup[]; kept: ReadonlyMap<AudienceMember, string> },
): Record<keyof typeof sourceFields, Said | null> {
  const texts = textsFor(cadenceTexts, reader).form;
  const channel = shownSource(audience, "channel");
  const group = shownSource(audience, "group");
  const isListed = group === null || groups.some(({ id }) => id === group.id);
  // The one that is chosen stays to be seen, though Slack has it no more.
  const known = isListed || group === null ? [] : [{ id: group.id, handle: kept.get(sourceMember(group)) ?? group.id }];
  const offered = [...known, ...groups].map(({ id, handle }) => option(id, `@${handle.replace(/^@/, "")}`));
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
export function sourcesIn(filled: Shown<typeof sourceFields>, before: readonly AudienceMember[]): AudienceSource[] {
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
