/** The fields of a message or a view, as a person fills them. */
import { SlackFailure } from "./failures.ts";
import { type Pickable, type PlacedElement, placedElements, type Values } from "./inputs.ts";
import { isTrue, type JsonObject } from "./json.ts";
import type { Block, Workspace } from "./workspace.ts";

export function withState(values: Values, { blockId, actionId }: PlacedElement, state: JsonObject): Values {
  return { ...values, [blockId]: { ...values[blockId], [actionId]: state } };
}

/** The one field of a block. */
export function fieldIn(blocks: readonly Block[], blockId: string): PlacedElement {
  const placed = placedElements(blocks).filter((each) => each.blockId === blockId);
  const [field, ...others] = placed;
  if (!field) throw new SlackFailure(`There is no field ${blockId}.`);
  if (others.length > 0) throw new SlackFailure(`The block ${blockId} has several elements: press one.`);
  return field;
}

/** Acting on such an element tells the app at once; typing text does so only with the Enter key. */
export function refuseIfDispatching({ block, blockId, type }: PlacedElement): void {
  const dispatches = block.type !== "input" || isTrue(block, "dispatch_action");
  if (dispatches && !type.endsWith("_input")) throw new SlackFailure(`${blockId} tells the app at once: press it.`);
}

/** Pickers offer people who are there, and the channels that this person sees. */
export function pickableBy(workspace: Workspace, userId: string): Pickable {
  return {
    userIdOf: (name) => {
      for (const person of workspace.people.values())
        if ((person.handle === name || person.userId === name) && !person.isDeactivated) return person.userId;
      return undefined;
    },
    channelIdOf: (name) => {
      for (const channel of workspace.channels.values()) {
        const isSeen = channel.kind === "public" || (channel.kind === "private" && channel.members.has(userId));
        if (isSeen && !channel.isArchived && (channel.name === name || channel.id === name)) return channel.id;
      }
      return undefined;
    },
  };
}
