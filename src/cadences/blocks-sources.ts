/** Channels and user groups of audiences: their fields in the form, and what is told when one is lost. */
import type { InputBlock, SectionBlock } from "@slack/types";
import { actions, button, escapeMrkdwn, lineOf, option, section, shorten } from "../platform/slack/blocks.ts";
import { channelField, type Filled, selectField } from "../platform/slack/fields.ts";
import { ELEMENT_LIMITS } from "../platform/slack/limits.ts";
import type { UserGroup } from "../platform/slack/member-lists.ts";
import type { Message } from "../platform/slack/message.ts";
import { type Reader, textsFor } from "../platform/texts/language.ts";
import { type AudienceMember, type AudienceSource, sourceMember, sourceOf } from "./audience.ts";
import { cadenceIds } from "./ids.ts";
import { cadenceTexts } from "./texts.ts";

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

/** A cadence that asks nobody any more through the channel or group `of`. */
export interface LostSource {
  id: string;
  name: string;
  program: string;
  of: string;
  state: "archived" | "gone";
}

export function lostSourceMessage(reader: Reader, loss: LostSource): Message {
  const texts = textsFor(cadenceTexts, reader).lostSource;
  const edit = button(cadenceIds.menu, texts.edit, { value: `edit:${loss.id}`, primary: true });
  return {
    text: lineOf(texts.fallback(loss.of, loss.name)),
    blocks: [section(lossText(reader, loss)), actions(`cadence:${loss.id}`, edit)],
  };
}

/** The same among other messages. */
export function lostSourceLine(reader: Reader, loss: LostSource): SectionBlock {
  const { edit } = textsFor(cadenceTexts, reader).lostSource;
  return section(lossText(reader, loss), button(cadenceIds.menu, edit, { value: `edit:${loss.id}` }));
}

function lossText(reader: Reader, { name, program, of, state }: LostSource): string {
  const [shownName, shownProgram] = [escapeMrkdwn(name), escapeMrkdwn(shorten(program, 200))];
  return textsFor(cadenceTexts, reader).lostSource[state](escapeMrkdwn(of), shownName, shownProgram);
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
