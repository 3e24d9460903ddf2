import { randomBytes } from "node:crypto";
import { createAdaptorServer } from "@hono/node-server";
import { type WebSocket, WebSocketServer } from "ws";
import { Actor } from "./actor.ts";
import { apiRoutes } from "./api.ts";
import { CallFaults } from "./call-faults.ts";
import type { SandboxClock } from "./clock.ts";
import { followClock } from "./clock-server.ts";
import { Events } from "./events.ts";
import { Files } from "./files.ts";
import { Homes } from "./homes.ts";
import { allAt, HttpDelivery } from "./http-delivery.ts";
import { Latency } from "./latency.ts";
import { readManifest } from "./manifest.ts";
import { type Misbehaviour, misbehave } from "./misbehaviour.ts";
import { mayConnect } from "./own-pages.ts";
import { personEvent } from "./payloads.ts";
import { RateLimits } from "./rate-limits.ts";
import { ResponseUrls } from "./response-urls.ts";
import type { Simulation } from "./simulation.ts";
import { SocketMode } from "./socket-mode.ts";
import { type Counters, Transcript, type TranscriptEntry } from "./transcript.ts";
import { Triggers } from "./triggers.ts";
import { createGroup, type NewUserGroup } from "./user-groups.ts";
import { Views } from "./views.ts";
import { type Person, type SandboxMessage, type SandboxPerson, type Team, Workspace } from "./workspace.ts";

export interface SandboxOptions {
  clock: SandboxClock;
  /** A free one when left out. */
  port?: number;
  team?: Partial<Team>;
  people: SandboxPerson[];
  /** Signed HTTP instead of Socket Mode. */
  delivery?: { requestUrl: string };
  /** The app's manifest, YAML or JSON: what it may do, and nothing else. */
  manifest: string;
  onTranscript?: (entry: TranscriptEntry) => void;
}

interface NewChannel {
  name: string;
  isPrivate: boolean;
  /** Handles. */
  members: string[];
  /** The app is a member, unless this is false. */
  withApp?: boolean;
}

/** A Slack workspace on this machine, with the app installed. */
export interface Sandbox {
  /** `http://127.0.0.1:…` */
  url: string;
  /** For the SDK's `slackApiUrl`. */
  apiUrl: string;
  /** For a process that follows this clock (`followClock` says how). */
  clockUrl: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  teamId: string;
  appId: string;
  botUserId: string;
  /** Handle of the primary owner, whom every workspace has beside its people. */
  primaryOwner: string;
  person(handle: string): Readonly<Person>;
  addPerson(person: SandboxPerson): Readonly<Person>;
  createChannel(channel: NewChannel): { id: string; name: string };
  createGroup(group: NewUserGroup): { id: string; handle: string };
  /** This person's Slack client. */
  as(handle: string): Actor;
  /** Oldest first, threads included. */
  messagesIn(channelId: string): readonly SandboxMessage[];
  /** Of every channel and direct message. */
  allMessages(): readonly SandboxMessage[];
  misbehave(misbehaviour: Misbehaviour): void;
  counters: Readonly<Counters>;
  /** From now on payloads go there by HTTP. Throws when it does not answer Slack's challenge. */
  setRequestUrl(url: string): Promise<void>;
  /**
   * The same to the request URLs of the manifest, whose public address leads to `origin` on this machine, as a proxy does.
   * Throws when the manifest has none.
   */
  reachManifestAt(origin: string): Promise<void>;
  /** What is behind it, for the page, which shows the workspace. */
  slack: Simulation;
  close(): Promise<void>;
}

const PRIMARY_OWNER: SandboxPerson = {
  handle: "workspace-owner",
  name: "Workspace Owner",
  tz: "Etc/UTC",
  locale: "en-US",
};

/** Starts the workspace on 127.0.0.1. Throws when the port is taken or two people have one handle. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock } = options;
  const manifest = readManifest(options.manifest);
  const workspace = new Workspace(clock, options.team ?? {}, manifest.botName);
  workspace.addPerson(PRIMARY_OWNER, { isPrimaryOwner: true });
  for (const person of options.people) workspace.addPerson(person);

  const signingSecret = randomBytes(16).toString("hex");
  const socketMode = new SocketMode(workspace.appId);
  const http = new HttpDelivery(signingSecret, options.delivery?.requestUrl ?? null);
  const transcript = new Transcript(clock, options.onTranscript);
  let url = "";
  const slack: Simulation = {
    clock,
    manifest,
    tokens: { bot: newToken("xoxb"), app: newToken("xapp"), refusal: null },
    workspace,
    views: new Views(workspace),
    homes: new Homes(workspace),
    triggers: new Triggers(),
    responseUrls: new ResponseUrls(clock, () => `${url}/hooks`),
    files: new Files(clock, workspace, () => url),
    uploadUrl: (key) => `${url}/upload/v1/${key}`,
    rateLimits: new RateLimits(clock),
    faults: new CallFaults(),
    latency: new Latency(),
    events: new Events({
      clock,
      workspace,
      manifest,
      transport: () => slack.transport,
      transcript,
    }),
    transcript,
    transport: options.delivery ? http : socketMode,
    makeSocketUrl: () => `${url.replace("http", "ws")}/link/?${socketMode.makeTicket()}`,
  };

  const server = createAdaptorServer({ fetch: apiRoutes(slack).fetch });
  const webSockets = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://sandbox");
    const accept = !mayConnect(request)
      ? null
      : pathname === "/clock"
        ? (client: WebSocket) => followClock(clock, client)
        : pathname === "/link/" && socketMode.useTicket(searchParams.get("ticket"))
          ? (client: WebSocket) => socketMode.accept(client)
          : null;
    if (accept) webSockets.handleUpgrade(request, socket, head, accept);
    else socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;

  const actors = new Map<string, Actor>();
  return {
    url,
    apiUrl: `${url}/api/`,
    clockUrl: `${url.replace("http", "ws")}/clock`,
    botToken: slack.tokens.bot,
    appToken: slack.tokens.app,
    signingSecret,
    teamId: workspace.team.id,
    appId: workspace.appId,
    botUserId: workspace.botUserId,
    primaryOwner: PRIMARY_OWNER.handle,
    person: (handle) => workspace.personByHandle(handle),
    addPerson(person) {
      const added = workspace.addPerson(person);
      void slack.events.deliver(personEvent(workspace, "team_join", added, clock.now()));
      return added;
    },
    createChannel({ name, isPrivate, members, withApp = true }) {
      if (!/^[a-z0-9_-]{1,80}$/.test(name)) throw new Error(`${name} is no name for a channel in Slack.`);
      const ids = members.map((handle) => workspace.personByHandle(handle).userId);
      const everybody = withApp ? [...ids, workspace.botUserId] : ids;
      const creator = ids[0] ?? workspace.personByHandle(PRIMARY_OWNER.handle).userId;
      return workspace.addChannel(name, isPrivate ? "private" : "public", everybody, creator);
    },
    createGroup: (group) => createGroup(slack, group),
    as(handle) {
      const actor = actors.get(handle) ?? new Actor(slack, workspace.personByHandle(handle));
      actors.set(handle, actor);
      return actor;
    },
    messagesIn: (channelId) => [...(workspace.channels.get(channelId)?.messages.values() ?? [])],
    allMessages: () => [...workspace.channels.values()].flatMap((channel) => [...channel.messages.values()]),
    misbehave: (misbehaviour) => misbehave(slack, socketMode, misbehaviour),
    counters: transcript.counters,
    async setRequestUrl(requestUrl) {
      await http.useRequestUrls(allAt(requestUrl));
      slack.transport = http;
    },
    async reachManifestAt(origin) {
      if (manifest.requestUrls === null) throw new Error("The manifest is for Socket Mode.");
      const at = (url: string) => new URL(new URL(url).pathname, origin).href;
      const { events_api, interactive, slash_commands } = manifest.requestUrls;
      await http.useRequestUrls({
        events_api: at(events_api),
        interactive: at(interactive),
        slash_commands: at(slash_commands),
      });
      slack.transport = http;
    },
    slack,
    async close() {
      slack.events.close();
      await socketMode.close();
      await http.close();
      for (const client of webSockets.clients) client.terminate();
      webSockets.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
    },
  };
}

function newToken(prefix: "xoxb" | "xapp"): string {
  return `${prefix}-sandbox-${randomBytes(16).toString("hex")}`;
}

function listen(server: ReturnType<typeof createAdaptorServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      if (typeof address === "object" && address) resolve(address.port);
      else reject(new Error("The sandbox has no port."));
    });
  });
}
