import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiError } from '../../api/contract';
import { AppError, type ErrorCode } from '../../core/errors';
import { errors as texts } from '../../texts/en-gb/errors';

/** The one place where a code becomes a status. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  not_signed_in: 401,
  not_registered: 403,
  step_up: 401,
  not_found: 404,
  conflict: 409,
  version_superseded: 409,
  too_large: 413,
  unreadable_document: 422,
  protected_document: 422,
  macro_document: 422,
  unreadable_table: 422,
  too_many_requests: 429,
  unavailable: 503,
  unexpected: 500,
};

/** What the framework itself refuses, in our codes. */
const FRAMEWORK: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'invalid_input',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_input',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid_input',
};

const asAppError = (e: unknown): AppError => {
  if (e instanceof AppError) return e;
  const { code, statusCode } = e as { code?: string; statusCode?: number };
  if (statusCode === 429) return new AppError('too_many_requests', { cause: e });
  const ours = FRAMEWORK[code ?? ''] ?? (statusCode === 400 ? 'invalid_input' : undefined);
  return new AppError(ours ?? 'unexpected', { cause: e });
};

/**
 * Answers every error as `{ code, message, requestId }`. The log gets code, detail and (for what nobody foresaw) the
 * stack; the person gets a sentence. Content is in neither.
 */
export function answerError(e: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = asAppError(e);
  const status = STATUS[error.code];
  const about = { code: error.code, detail: error.detail, ...(status >= 500 && { err: error.cause ?? error }) };
  if (status >= 500) request.log.error(about, 'request failed');
  else request.log.info(about, 'request refused');
  if (error.code === 'unavailable') void reply.header('retry-after', '2');
  if (error.code === 'not_signed_in') void reply.header('www-authenticate', 'Bearer');
  if (error.code === 'step_up')
    void reply.header('www-authenticate', 'Bearer error="insufficient_user_authentication", max_age="900"');
  const sentence = texts.of(error.code);
  const body: ApiError = {
    code: error.code,
    message: `${sentence.title}. ${sentence.next}`,
    requestId: request.id,
    ...(error.problems.length > 0 && { problems: error.problems }),
  };
  return reply.status(status).header('cache-control', 'no-store').send(body);
}
