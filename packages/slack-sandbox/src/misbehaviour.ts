import type { CallFault, WhichCalls } from "./call-faults.ts";
import { USER_LIMITS } from "./limits.ts";
import { channelEvent, membershipEvent, personEvent } from "./payloads.ts";
import type { Simulation } from "./simulation.ts";
import type { DisconnectReason, SocketMode } from "./socket-mode.ts";
import type { Instant } from "./time.ts";
import { changeGroup, type GroupChange } from "./user-groups.ts";
import type { Channel, Workspace } from "./workspace.ts";

/** What can be made to go wrong, or to happen, in the workspace. */
export type Misbehaviour =
  | (CallFault & { on?: WhichCalls })
  | { do: "drop-sockets" }
  /** Cuts the connection as soon as it has carried the next payload: its acknowledgement is lost. */
  | { do: "drop-socket-after-next-payload" }
  | { do: "disconnect-sockets"; reason: DisconnectReason }
  /** The connections that are open neither answer nor carry anything from now on, and are not closed either. */
  | { do: "silence-sockets" }
  /** The next event comes a second time although it was acknowledged. */
  | { do: "redeliver-next-event" }
  /** The next event comes after the one that follows it. */
  | { do: "swap-next-events" }
  | { do: "deactivate" | "reactivate"; handle: string }
  /** The person now lives in another zone, and Slack says so. */
  | { do: "move"; handle: string; tz: string }
  /** What the person shows beside their name; `until` null for no end. An empty text and emoji clear it. */
  | { do: "set-status"; handle: string; text: string; emoji: string; until: Instant | null }
  | { do: "archive-channel" | "unarchive-channel" | "delete-channel"; channelId: string }
  | { do: "join-channel" | "leave-channel"; channelId: string; handle: string }
  | GroupChange
  | { do: "remove-app-from-channel" | "add-app-to-channel"; channelId: string }
  /** Messages with a block of this type are refused, as where a workspace does not have it yet. */
  | { do: "refuse-block" | "take-block"; block: string }
  /** `reinstall`: Slack takes the app's token again; Slack itself would give a new one. */
  | { do: "revoke-token" | "uninstall" | "reinstall" };

export function misbehave(slack: Simulation, socketMode: SocketMode, misbehaviour: Misbehaviour): void {
  const { workspace, events, faults, tokens } = slack;
  switch (misbehaviour.do) {
    case "drop-sockets":
      socketMode.drop();
      break;
    case "drop-socket-after-next-payload":
      socketMode.dropAfterNext();
      break;
    case "disconnect-sockets":
      socketMode.disconnect(misbehaviour.reason);
      break;
    case "silence-sockets":
      socketMode.silence();
      break;
    case "redeliver-next-event":
      events.redeliverNext();
      break;
    case "swap-next-events":
      events.swapNext();
      break;
    case "deactivate":
    case "reactivate":
      setActive(slack, misbehaviour.handle, misbehaviour.do === "reactivate");
      break;
    case "move":
      workspace.personByHandle(misbehaviour.handle).tz = misbehaviour.tz;
      announceChange(slack, misbehaviour.handle);
      break;
    case "set-status": {
      const { handle, text, emoji, until } = misbehaviour;
      if (text.length > USER_LIMITS.statusText) throw new Error("Slack takes at most 100 characters as a status.");
      workspace.personByHandle(handle).status = { text, emoji, until };
      announceChange(slack, handle);
      break;
    }
    case "archive-channel":
    case "unarchive-channel": {
      const channel = getChannel(workspace, misbehaviour.channelId);
      channel.isArchived = misbehaviour.do === "archive-channel";
      void events.deliver(channelEvent(workspace, channel, channel.isArchived ? "archive" : "unarchive"));
      break;
    }
    case "delete-channel": {
      const channel = getChannel(workspace, misbehaviour.channelId);
      workspace.channels.delete(channel.id);
      void events.deliver(channelEvent(workspace, channel, "deleted"));
      break;
    }
    case "join-channel":
    case "leave-channel": {
      const channel = getChannel(workspace, misbehaviour.channelId);
      const { userId } = workspace.personByHandle(misbehaviour.handle);
      const joins = misbehaviour.do === "join-channel";
      if (joins) channel.members.add(userId);
      else channel.members.delete(userId);
      const type = joins ? "member_joined_channel" : "member_left_channel";
      // Slack tells of it those who are in the channel (docs.slack.dev/reference/events/member_joined_channel).
      if (channel.members.has(workspace.botUserId))
        void events.deliver(membershipEvent(workspace, channel, type, userId));
      break;
    }
    case "change-group":
    case "disable-group":
    case "enable-group":
      changeGroup(slack, misbehaviour);
      break;
    case "remove-app-from-channel": {
      const channel = getChannel(workspace, misbehaviour.channelId);
      channel.members.delete(workspace.botUserId);
      // It is no longer among those whom member_left_channel tells (slackapi/bolt-js#1847, slackapi/node-slack-sdk#931).
      void events.deliver(channelEvent(workspace, channel, "left"));
      break;
    }
    case "add-app-to-channel": {
      const channel = getChannel(workspace, misbehaviour.channelId);
      channel.members.add(workspace.botUserId);
      void events.deliver(membershipEvent(workspace, channel, "member_joined_channel"));
      break;
    }
    case "refuse-block":
      workspace.refusedBlocks.add(misbehaviour.block);
      break;
    case "take-block":
      workspace.refusedBlocks.delete(misbehaviour.block);
      break;
    case "revoke-token":
      tokens.refusal = "token_revoked";
      void events.deliver({ type: "tokens_revoked", tokens: { oauth: [], bot: [workspace.botUserId] } });
      break;
    case "uninstall":
      tokens.refusal = "account_inactive";
      void events.deliver({ type: "app_uninstalled" });
      void events.deliver({ type: "tokens_revoked", tokens: { oauth: [], bot: [workspace.botUserId] } });
      break;
    case "reinstall":
      tokens.refusal = null;
      break;
    default:
      faults.arm(misbehaviour, misbehaviour.on);
  }
}

function setActive(slack: Simulation, handle: string, isActive: boolean): void {
  const person = slack.workspace.personByHandle(handle);
  person.isDeactivated = !isActive;
  slack.views.clear(person.userId);
  announceChange(slack, handle);
}

function announceChange({ workspace, events, clock }: Simulation, handle: string): void {
  const person = workspace.personByHandle(handle);
  person.updated = workspace.nowSeconds();
  void events.deliver(personEvent(workspace, "user_change", person, clock.now()));
}

function getChannel(workspace: Workspace, channelId: string): Channel {
  const channel = workspace.channels.get(channelId);
  if (!channel) throw new Error(`There is no channel ${channelId} in the sandbox.`);
  return channel;
}
