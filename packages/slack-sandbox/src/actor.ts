import { randomUUID } from "node:crypto";
import { type PressedAction, pressedElement } from "./actions.ts";
import { NOT_INTERACTIVE, SlackError, SlackFailure, TROUBLE_CONNECTING } from "./failures.ts";
import { fieldIn, pickableBy, refuseIfDispatching, withState } from "./fields.ts";
import { type InputValue, type Pickable, placedElements, stateWith, type Values, valuesOf } from "./inputs.ts";
import { isObject, type JsonObject } from "./json.ts";
import { INTERACTION_LIMITS } from "./limits.ts";
import { type ShortcutEntry, shortcutsOffered } from "./manifest.ts";
import {
  blockActionsFromMessage,
  blockActionsFromView,
  globalShortcut,
  messageImEvent,
  messageShortcut,
  slashCommand,
  viewClosed,
  viewSubmission,
} from "./payloads.ts";
import { withinRealMs } from "./real-time.ts";
import { respond } from "./respond.ts";
import type { Simulation } from "./simulation.ts";
import { applyAnswer, missingInputs, type Submission } from "./submission.ts";
import type { View } from "./views.ts";
import { type Channel, keepMessage, type Person, type SandboxMessage } from "./workspace.ts";

/**
 * One person's Slack client. It shows what this person may see and refuses what Slack's client would refuse, by
 * throwing SlackFailure with what the person reads.
 */
export class Actor {
  readonly userId: string;
  readonly #slack: Simulation;
  readonly #person: Person;
  readonly #pickable: Pickable;
  /** What is half typed into the fields of messages; an update of the message wipes it. */
  readonly #drafts = new WeakMap<SandboxMessage, Values>();

  constructor(slack: Simulation, person: Person) {
    this.#slack = slack;
    this.#person = person;
    this.userId = person.userId;
    this.#pickable = pickableBy(slack.workspace, person.userId);
  }

  /** The direct message with the app, oldest first, threads included. */
  dm(): SandboxMessage[] {
    return [...(this.#slack.workspace.dmWith(this.userId)?.messages.values() ?? [])];
  }

  /** Everything this person can see, oldest first. */
  inbox(): SandboxMessage[] {
    const channels = [...this.#slack.workspace.channels.values()].filter((channel) => channel.members.has(this.userId));
    const messages = [...channels.flatMap((channel) => [...channel.messages.values()]), ...this.ephemerals()];
    return messages.sort((a, b) => (a.ts < b.ts ? -1 : 1));
  }

  ephemerals(): SandboxMessage[] {
    return this.#slack.workspace.ephemerals.filter((message) => message.ephemeral_to === this.userId);
  }

  /** Acts on a button, menu or picker of a message; resolves when the app has acknowledged it. */
  async press(message: SandboxMessage, action: PressedAction, options: { confirm?: boolean } = {}): Promise<void> {
    const { channel, current } = this.#see(message);
    const values = this.#draftOf(current);
    const pressed = pressedElement(placedElements(current.blocks), action, options, this.#pickable);
    if (pressed.state) this.#drafts.set(current, withState(values, pressed.placed, pressed.state));
    const isEphemeral = current.ephemeral_to !== undefined;
    const payload = blockActionsFromMessage(this.#common(), {
      channel,
      message: current,
      values: this.#draftOf(current),
      action: { ...pressed.payload, action_ts: this.#slack.workspace.nextTs() },
      triggerId: this.#slack.triggers.make(this.userId, null),
      responseUrl: this.#slack.responseUrls.make("actions", this.#slack.workspace.team.id, {
        userId: this.userId,
        channelId: channel.id,
        source: { ts: current.ts, isEphemeral },
      }),
    });
    await this.#interactOrThrow("press", payload);
  }

  /** Types or chooses in a field of a message. Nothing is sent before a button is pressed. */
  fillMessage(message: SandboxMessage, blockId: string, value: InputValue): void {
    const { current } = this.#see(message);
    const placed = fieldIn(current.blocks, blockId);
    refuseIfDispatching(placed);
    const state = stateWith(placed, value, this.#pickable);
    this.#drafts.set(current, withState(this.#draftOf(current), placed, state));
  }

  /** The modal on top, or null. */
  view(): View | null {
    return this.#slack.views.top(this.userId);
  }

  /** The modal on top; an app may open it after its acknowledgement, as long as its trigger lives. */
  async waitForView(): Promise<View> {
    if (!this.view()) await withinRealMs(INTERACTION_LIMITS.triggerLifeMs, this.#slack.views.nextChange(this.userId));
    return this.#openView();
  }

  /** Resolves when the modals change, or after so many real milliseconds. */
  async untilViewsChange(ms: number): Promise<void> {
    await withinRealMs(ms, this.#slack.views.nextChange(this.userId));
  }

  /** Types or chooses in a field of the modal on top. Null empties it. */
  fill(blockId: string, value: InputValue): void {
    this.#assertActive();
    const view = this.#openView();
    const placed = fieldIn(view.blocks, blockId);
    refuseIfDispatching(placed);
    const state = stateWith(placed, value, this.#pickable);
    this.#slack.views.setState(this.userId, view, blockId, placed.actionId, state);
  }

  /** Presses the modal's submit button. Slack's client itself answers when a required field is empty. */
  async submit(): Promise<Submission> {
    this.#assertActive();
    const view = this.#openView();
    if (!view.submit || view.submit_disabled) throw new SlackFailure("This modal has no button to submit it.");
    const missing = missingInputs(view);
    if (Object.keys(missing).length > 0) return { errors: missing };
    const trigger = this.#slack.triggers.make(this.userId, view.id);
    const ack = await this.#interact("submit", viewSubmission(this.#common(), view, trigger));
    if (!ack.ok) return { failed: TROUBLE_CONNECTING };
    try {
      return applyAnswer(this.#slack, this.userId, view, ack.body);
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      const details = `${error.code} ${JSON.stringify(error.details)}`;
      this.#slack.transcript.add({ ...this.#act("submit"), ok: false, error: details, body: { view_id: view.id } });
      return { failed: TROUBLE_CONNECTING };
    }
  }

  /** Acts on a button, menu, picker or dispatching field of the modal on top. */
  async pressInView(action: PressedAction, options: { confirm?: boolean } = {}): Promise<void> {
    this.#assertActive();
    const view = this.#openView();
    const pressed = pressedElement(placedElements(view.blocks), action, options, this.#pickable);
    const { blockId, actionId } = pressed.placed;
    const shown = pressed.state
      ? this.#slack.views.setState(this.userId, view, blockId, actionId, pressed.state)
      : view;
    const payload = blockActionsFromView(this.#common(), {
      view: shown,
      action: { ...pressed.payload, action_ts: this.#slack.workspace.nextTs() },
      triggerId: this.#slack.triggers.make(this.userId, view.id),
    });
    await this.#interactOrThrow("press", payload);
  }

  /** The app's Home tab as it was published for this person, or null. */
  home(): View | null {
    return this.#slack.homes.of(this.userId);
  }

  /** Types or chooses in a field of the Home tab. The app hears of it with the next press there. Null empties it. */
  fillHome(blockId: string, value: InputValue): void {
    this.#assertActive();
    const view = this.#publishedHome();
    const placed = fieldIn(view.blocks, blockId);
    refuseIfDispatching(placed);
    const state = stateWith(placed, value, this.#pickable);
    this.#slack.homes.setState(this.userId, view, blockId, placed.actionId, state);
  }

  /** Acts on a button, menu or picker of the Home tab. */
  async pressInHome(action: PressedAction, options: { confirm?: boolean } = {}): Promise<void> {
    this.#assertActive();
    const view = this.#publishedHome();
    const pressed = pressedElement(placedElements(view.blocks), action, options, this.#pickable);
    const { blockId, actionId } = pressed.placed;
    const shown = pressed.state
      ? this.#slack.homes.setState(this.userId, view, blockId, actionId, pressed.state)
      : view;
    const payload = blockActionsFromView(this.#common(), {
      view: shown,
      action: { ...pressed.payload, action_ts: this.#slack.workspace.nextTs() },
      triggerId: this.#slack.triggers.make(this.userId, null),
    });
    await this.#interactOrThrow("press", payload);
  }

  /** Cancels the modal on top, or with `all` closes every one; the app hears of it where it asked to. */
  async closeView({ all = false } = {}): Promise<void> {
    this.#assertActive();
    const view = this.#openView();
    const clears = all || view.clear_on_close;
    // Of a whole stack, Slack tells about the view at the bottom.
    const closed = (clears && this.#slack.views.bottom(this.userId)) || view;
    if (clears) this.#slack.views.clear(this.userId);
    else this.#slack.views.close(this.userId, view.id);
    if (closed.notify_on_close) await this.#interact("close", viewClosed(this.#common(), closed, clears));
  }

  /** Sends a slash command from a channel, by its id or `#name`, or from the direct message with the app. */
  async command(line: string, where?: string): Promise<{ response: SandboxMessage | null }> {
    const { workspace, triggers, responseUrls } = this.#slack;
    const channel = this.#channelToWriteIn(where);
    const [, command = "", text = ""] = /^(\S+)\s*(.*)$/s.exec(line.trim()) ?? [];
    // An app's commands are of the workspace in which it is installed (docs.slack.dev/apis/slack-connect).
    const { commands, scopes } = this.#slack.manifest;
    if (this.#isFromElsewhere() || !commands.includes(command) || !scopes.includes("commands"))
      throw new SlackFailure(`${command} is not a valid command.`);
    const target = { userId: this.userId, channelId: channel.id };
    const payload = slashCommand(this.#common(), {
      channel,
      command,
      text,
      triggerId: triggers.make(this.userId, null),
      responseUrl: responseUrls.make("commands", workspace.team.id, target),
    });
    const ack = await this.#sendToApp("slash_commands", "command", payload);
    const failed = (why: string) => new SlackFailure(`${command} failed with the error "${why}"`);
    if (!ack.ok) throw failed(/timeout/.test(ack.reason) ? "operation_timeout" : "dispatch_failed");
    if (!isObject(ack.body)) return { response: null };
    try {
      return { response: respond(this.#slack, target, ack.body) };
    } catch (error) {
      throw error instanceof SlackError ? failed(error.code) : error;
    }
  }

  /** Chooses a global shortcut of the app, in the menu beside the composer or in the search. */
  async shortcut(callbackId: string): Promise<void> {
    this.#assertActive();
    const { workspace, triggers } = this.#slack;
    this.#assertOffered("global", callbackId);
    const payload = globalShortcut(this.#common(), {
      callbackId,
      actionTs: workspace.nextTs(),
      triggerId: triggers.make(this.userId, null),
    });
    await this.#interactOrThrow("shortcut", payload);
  }

  /** Chooses a shortcut of the app in the menu of a message, whoever wrote it; the app need not be in the channel. */
  async messageShortcut(callbackId: string, message: SandboxMessage): Promise<void> {
    const { channel, current } = this.#see(message);
    const { workspace, triggers, responseUrls } = this.#slack;
    this.#assertOffered("message", callbackId);
    if (current.ephemeral_to !== undefined)
      throw new SlackFailure("A message that only one person sees has no shortcuts.");
    const payload = messageShortcut(this.#common(), {
      callbackId,
      actionTs: workspace.nextTs(),
      triggerId: triggers.make(this.userId, null),
      responseUrl: responseUrls.make("app", workspace.team.id, { userId: this.userId, channelId: channel.id }),
      channel,
      message: current,
    });
    await this.#interactOrThrow("message shortcut", payload);
  }

  /** Writes a message, by default to the app. Resolves when the app has acknowledged the event, where it gets one. */
  async say(text: string, channelId?: string, threadTs?: string): Promise<void> {
    const channel = this.#channelToWriteIn(channelId);
    const richText = {
      type: "rich_text",
      block_id: this.#slack.workspace.nextId("b"),
      elements: [{ type: "rich_text_section", elements: [{ type: "text", text }] }],
    };
    const thread = threadTs !== undefined && { thread_ts: threadTs };
    await this.#write("say", channel, { text: escaped(text), blocks: [richText], ...thread }, { text });
  }

  /** Drops a file into the direct message with the app. */
  async drop(name: string, bytes: Buffer): Promise<void> {
    const { files } = this.#slack;
    const file = files.drop({ name, bytes, userId: this.userId });
    const message = { text: "", blocks: [], files: [files.json(file)] };
    await this.#write("drop", this.#channelToWriteIn(undefined), message, { file: file.id });
  }

  async #write(
    verb: string,
    channel: Channel,
    written: Pick<SandboxMessage, "text" | "blocks" | "thread_ts" | "files">,
    told: JsonObject,
  ): Promise<void> {
    const { workspace, events, transcript } = this.#slack;
    const sent = { channel: channel.id, ts: workspace.nextTs(), user: this.userId, client_msg_id: randomUUID() };
    const message: SandboxMessage = { ...sent, ...written };
    keepMessage(channel, message);
    transcript.add({ ...this.#act(verb), ok: true, body: { channel: channel.id, ...told } });
    if (channel.kind === "im") await events.deliver(messageImEvent(workspace, channel, message));
  }

  /** Opens the app's Home tab. */
  async openHome(): Promise<void> {
    this.#assertActive();
    if (this.#isFromElsewhere()) throw new SlackFailure("The app is not installed in this person's workspace.");
    const { workspace, events, transcript } = this.#slack;
    transcript.add({ ...this.#act("open home"), ok: true, body: {} });
    await events.deliver({
      type: "app_home_opened",
      user: this.userId,
      channel: workspace.openDm(this.userId).id,
      tab: "home",
      event_ts: workspace.nextTs(),
    });
  }

  async #interactOrThrow(verb: string, payload: JsonObject): Promise<void> {
    const ack = await this.#interact(verb, payload);
    if (!ack.ok) throw new SlackFailure(TROUBLE_CONNECTING, { cause: ack.reason });
  }

  async #interact(verb: string, payload: JsonObject) {
    if (!this.#slack.manifest.isInteractive) throw new SlackFailure(NOT_INTERACTIVE);
    return this.#sendToApp("interactive", verb, payload);
  }

  async #sendToApp(kind: "interactive" | "slash_commands", verb: string, payload: JsonObject) {
    const ack = await this.#slack.transport.send(kind, payload);
    this.#slack.transcript.add({
      ...this.#act(verb),
      ok: ack.ok,
      ...(!ack.ok && { error: ack.reason }),
      body: payload,
      ...(ack.ok && ack.body !== null && { answer: ack.body }),
    });
    return ack;
  }

  #act(verb: string) {
    return { direction: "act" as const, type: verb, by: this.#person.handle };
  }

  #common() {
    return { workspace: this.#slack.workspace, person: this.#person };
  }

  /** The message as it is now. Messages that were deleted, or are somebody else's, cannot be acted on. */
  #see(message: SandboxMessage): { channel: Channel; current: SandboxMessage } {
    this.#assertActive();
    const channel = this.#slack.workspace.channels.get(message.channel);
    const current =
      message.ephemeral_to === undefined
        ? channel?.messages.get(message.ts)
        : this.ephemerals().find(({ ts }) => ts === message.ts);
    if (!channel?.members.has(this.userId) || !current)
      throw new SlackFailure(`${this.#person.handle} sees no such message.`);
    return { channel, current };
  }

  #draftOf(message: SandboxMessage): Values {
    return this.#drafts.get(message) ?? valuesOf(message.blocks);
  }

  #publishedHome(): View {
    const view = this.home();
    if (!view) throw new SlackFailure(`${this.#person.handle} has no Home yet.`);
    return view;
  }

  #openView(): View {
    const view = this.view();
    if (!view) throw new SlackFailure(`${this.#person.handle} has no modal open.`);
    return view;
  }

  #channelToWriteIn(channelId: string | undefined): Channel {
    this.#assertActive();
    const { workspace } = this.#slack;
    const channel = channelId === undefined ? workspace.openDm(this.userId) : workspace.channelCalled(channelId);
    if (!channel) throw new SlackFailure(`There is no channel ${channelId}.`);
    if (!channel.members.has(this.userId)) throw new SlackFailure(`${this.#person.handle} is not in ${channelId}.`);
    if (channel.isArchived) throw new SlackFailure(`#${channel.name} is archived.`);
    return channel;
  }

  #isFromElsewhere(): boolean {
    return this.#person.affiliation === "external" || this.#person.affiliation === "other-workspace";
  }

  #assertOffered(type: ShortcutEntry["type"], callbackId: string): void {
    const offered = this.#isFromElsewhere() ? [] : shortcutsOffered(this.#slack.manifest, type);
    if (!offered.some((shortcut) => shortcut.callbackId === callbackId))
      throw new SlackFailure(`The app offers no ${type} shortcut ${callbackId}.`);
  }

  #assertActive(): void {
    if (this.#person.isDeactivated) throw new SlackFailure(`The account of ${this.#person.handle} is deactivated.`);
  }
}

/** As Slack escapes what people write (docs.slack.dev/messaging/formatting-message-text). */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
