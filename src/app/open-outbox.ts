/** Opens the outbox of a workspace: its message kinds and the dispatcher that sends them. */
import type { WebClient } from "@slack/web-api";
import { addressBook } from "../calendars/availability.ts";
import { Dispatcher } from "../delivery/dispatcher.ts";
import type { DeliveryParts } from "../delivery/message-kind.ts";
import { MessagePictures } from "../delivery/pictures.ts";
import { ResponseUrls } from "../delivery/response-urls.ts";
import { fileGateway } from "../delivery/slack-files.ts";
import { createSlackGateway } from "../delivery/slack-gateway.ts";
import { isAdmin, type Person } from "../people/people.ts";
import { refuseUnlessAdmin } from "../people/settings.ts";
import type { Config } from "../platform/config.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Fetch } from "../platform/network.ts";
import { pdfMaker, pictureMaker } from "../platform/render-queue.ts";
import type { Services } from "../platform/services.ts";
import type { ShutdownSequence } from "../platform/shutdown.ts";
import { SECOND } from "../platform/time.ts";
import type { HomeChanges } from "../programs/visitor-of-home.ts";
import type { Installation } from "../slack/installation.ts";
import { kindsToSend } from "./all-capabilities.ts";
import type { AppContext } from "./capability.ts";

export interface Outbox {
  delivery: DeliveryParts<Person>;
  dispatcher: Dispatcher;
  responseUrls: ResponseUrls;
  shown: AppContext<Person>["shown"];
}

export function openOutbox(
  services: Services,
  workspaceId: string,
  parts: {
    client: WebClient;
    fetch: Fetch;
    botUserId: string;
    metrics: Metrics;
    times: Config["outbox"];
    installation: Pick<Installation, "refused">;
    homeChanges: HomeChanges;
  },
  shutdown: ShutdownSequence,
): Outbox {
  const { client, fetch, botUserId, metrics, times, installation, homeChanges } = parts;
  const pictures = pictureMaker();
  const pdfs = pdfMaker();
  for (const maker of [pictures, pdfs]) shutdown.add(() => maker.stop());
  const slackFiles = fileGateway(client, fetch);
  const responseUrls = new ResponseUrls();
  const slack = createSlackGateway(client, fetch, botUserId);
  const kinds = kindsToSend(services);
  const dispatcher = new Dispatcher({
    services,
    workspaceId,
    kinds,
    addressBook,
    slack,
    responseUrls,
    ...(times && { times }),
    album: (pace) => new MessagePictures({ services, workspaceId, maker: pictures, slack: slackFiles, pace }),
    files: { maker: pdfs, slack: slackFiles },
    stopping: shutdown.signal,
    onTokenRefused: (error) => installation.refused(error),
    onSent: (personId) => homeChanges.sentTo(personId),
    onOutcome: (kind, outcome, delayMs) => metrics.deliveryOutcome(kind, outcome, delayMs / SECOND),
  });
  return {
    delivery: { services, kinds, addressBook, slack, isAdmin, refuseUnlessAdmin },
    dispatcher,
    responseUrls,
    shown: async () => (await import("./all-messages-and-views.ts")).shownToSlack,
  };
}
