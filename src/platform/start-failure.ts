import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRequestError } from "@slack/web-api";
import type { Config } from "./config.ts";
import { isPostgresUrl } from "./database.ts";
import { DrumbeatError } from "./errors.ts";
import { deepestReason, networkFault } from "./network-fault.ts";
import { shownLocation } from "./secrets.ts";
import { type StartTexts, startTexts } from "./start-failure-texts.ts";
import { storageFault } from "./storage-fault.ts";
import type { Language } from "./texts/language.ts";

/** A sentence for the operator with the fault and its remedy, without passwords. In English for logs. */
export function startFailure(
  error: unknown,
  config: Pick<Config, "database" | "host" | "metrics">,
  language: Language = "en",
): string {
  if (error instanceof DrumbeatError) return error.sentence(language);
  const texts = startTexts[language];
  const byCode = ofPort(texts, error, config) ?? ofServer(texts, error, config.database) ?? ofFolder(texts, error);
  if (byCode !== null) return byCode;
  const fault = storageFault(error);
  if (fault === "unreachable" && isPostgresUrl(config.database)) return texts.serverUnreachable;
  if (fault) return texts.storage[fault](isPostgresUrl(config.database) ? null : shownLocation(config.database));
  if (error instanceof WebAPIPlatformError)
    return "needed" in error.data
      ? texts.scopesMissing(String(error.data.needed))
      : texts.slackAnswered(error.data.error);
  const network = networkFault(error);
  if (network) return network.sentence(language);
  if (error instanceof WebAPIRequestError || error instanceof WebAPIHTTPError)
    return texts.slackUnreachable(deepestReason(error));
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

/** A port that cannot be opened. */
function ofPort(texts: StartTexts, error: unknown, { host, metrics }: Partial<Config>): string | null {
  if (!(error instanceof Error && "syscall" in error)) return null;
  if ("hostname" in error && error.hostname === host) return texts.noSuchHost("");
  if ("hostname" in error && error.hostname === metrics?.host) return texts.noSuchHost("METRICS_");
  if (!(error.syscall === "listen" && "port" in error)) return null;
  const before = error.port === metrics?.port ? "METRICS_" : "";
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return texts.portInUse(String(error.port), before);
    case "EACCES":
      return texts.portForbidden(String(error.port), before);
    case "EADDRNOTAVAIL":
      return texts.noSuchHost(before);
    default:
      return null;
  }
}

/** Source of the codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
function ofServer(texts: StartTexts, error: unknown, location: string): string | null {
  if (!isPostgresUrl(location)) return null;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : "";
  const [, parameter] = /^unsupported startup parameter: (\w+)/.exec(message) ?? [];
  if (parameter !== undefined) return texts.parameterRefused(parameter);
  if (message.includes("does not support SSL")) return texts.noEncryption;
  switch (code) {
    case "28P01":
    case "28000":
      return /no encryption|SSL off/.test(message) ? texts.onlyEncrypted : texts.userRefused;
    case "3D000":
      return texts.noSuchDatabase(databaseName(location));
    case "42501":
      return texts.noTables(databaseName(location));
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return texts.unknownHost;
    default:
      return null;
  }
}

function databaseName(location: string): string | null {
  return decodeURIComponent(new URL(location).pathname.slice(1)) || null;
}

function ofFolder(texts: StartTexts, error: unknown): string | null {
  if (!["EACCES", "EPERM", "EROFS"].includes(codeOf(error))) return null;
  return texts.unwritable(error instanceof Error && "path" in error ? String(error.path) : null);
}
