/** Codes of SDK 3.12.0, as measured against the mock. */
export const SdkCode = {
  ok: 0,
  /** AppID invalid. */
  appIdInvalid: 1_001_004,
  /** RECONNECTING once the loss has lasted 8 s. */
  networkBroken: 1_000_017,
  /** RECONNECTING: no room heartbeat was answered for 100 s, while the link stands. */
  networkRecovery: 1_002_051,
  /** No login within R. */
  loginTimeout: 1_002_031,
  /** KICKOUT: the same user ID logged in elsewhere. */
  loggedInElsewhere: 1_002_050,
  /** KICKOUT by the server. */
  kickedByServer: 1_002_055,
  /** Back, but the user ID is logged in elsewhere (since 3.11.0). */
  elsewhereOnReturn: 1_002_086,
  tokenInvalid: 1_102_016,
  tokenExpired: 1_102_018,
} as const;

/** Media codes of SDK 3.12.0, as measured against the mock. */
export const MediaCode = {
  /** The stream ID is taken. */
  duplicateStream: 1_003_028,
  publishServerClosed: 1_103_027,
  publishIceFailed: 1_103_028,
  /** The SDK gave up publishing after S. */
  publishGivenUp: 1_103_051,
  publishRequestTimeout: 1_103_060,
  publishRequestFailed: 1_103_021,
  playInterrupted: 1_004_020,
  playRequestFailed: 1_104_021,
  playIceFailed: 1_104_028,
  /** The SDK gave up playing after S. */
  playGivenUp: 1_104_031,
  playRequestTimeout: 1_104_036,
  streamNotFound: 1_104_039,
  playForbidden: 1_104_046,
} as const;

/** `result` of an answer to create-session, as the mock is told to give it. */
export const SessionAnswer = {
  noService: 101,
  playForbidden: 2013,
} as const;
