/** Gauges of this instance. */
import type { Clock } from "../platform/clock.ts";
import { type Db, fileOf } from "../platform/database.ts";
import { aheadOfDatabaseMs } from "../platform/database-clock.ts";
import { diskOf, sizeWithLog } from "../platform/disk.ts";
import { HEALTH_PARTS, type Health } from "../platform/health.ts";
import type { GaugeReading } from "../platform/instruments.ts";

export function healthReading(health: Health): GaugeReading {
  return {
    name: "drumbeat_health",
    help: "1 where this part of /healthz is well, 0 where it is not.",
    label: "part",
    values: HEALTH_PARTS.map((label) => ({ label, value: health[label] ? 1 : 0 })),
  };
}

/** 0 on SQLite, and where the time is the sandbox's. */
export function clockReading(clock: Clock): GaugeReading {
  return {
    name: "drumbeat_clock_ahead_seconds",
    help: "How far this machine's clock is ahead of PostgreSQL's, by which Drumbeat goes; below 0 it is behind.",
    values: [{ value: (aheadOfDatabaseMs(clock) ?? 0) / 1000 }],
  };
}

/** Empty for PostgreSQL, whose disk is elsewhere, or if the disk cannot be read. */
export async function diskReadings(db: Db): Promise<GaugeReading[]> {
  const path = fileOf(db)?.path;
  if (path === undefined) return [];
  const disk = await diskOf(path).catch(() => null);
  if (disk === null) return [];
  const bytes = (name: string, help: string, value: number): GaugeReading => ({ name, help, values: [{ value }] });
  return [
    bytes("drumbeat_database_bytes", "The SQLite file with its log.", await sizeWithLog(path)),
    bytes("drumbeat_disk_free_bytes", "What may still be written to the disk of the SQLite file.", disk.free),
    bytes("drumbeat_disk_size_bytes", "The size of that disk.", disk.size),
  ];
}
