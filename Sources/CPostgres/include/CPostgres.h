// libpq, the client library of PostgreSQL, opened at the first connection: its types, and a table of its functions.
// They are declared here and not taken from libpq-fe.h, so that nothing of PostgreSQL is needed to build.
#pragma once
#include <stdbool.h>

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
typedef struct pg_cancel PGcancel;
typedef unsigned int Oid;
typedef void (*PQnoticeReceiver)(void *argument, const PGresult *result);

typedef struct pgNotify {
  char *relname;  // the channel
  int be_pid;     // the process of the server that sent it
  char *extra;    // the payload
} PGnotify;

typedef struct PQconninfoOption {
  char *keyword;
  char *envvar;
  char *compiled;
  char *val;  // NULL where the address does not give it
  char *label;
  char *dispchar;
  int dispsize;
} PQconninfoOption;

typedef enum { CONNECTION_OK, CONNECTION_BAD } ConnStatusType;

typedef enum {
  PGRES_EMPTY_QUERY,
  PGRES_COMMAND_OK,
  PGRES_TUPLES_OK,
  PGRES_COPY_OUT,
  PGRES_COPY_IN,
  PGRES_BAD_RESPONSE,
  PGRES_NONFATAL_ERROR,
  PGRES_FATAL_ERROR,
  PGRES_COPY_BOTH
} ExecStatusType;

typedef enum { PQTRANS_IDLE, PQTRANS_ACTIVE, PQTRANS_INTRANS, PQTRANS_INERROR, PQTRANS_UNKNOWN } PGTransactionStatusType;

// Fields of an error.
enum {
  PG_DIAG_SEVERITY_NONLOCALIZED = 'V',
  PG_DIAG_SQLSTATE = 'C',
  PG_DIAG_MESSAGE_PRIMARY = 'M',
  PG_DIAG_MESSAGE_DETAIL = 'D',
  PG_DIAG_MESSAGE_HINT = 'H',
  PG_DIAG_STATEMENT_POSITION = 'P',
  PG_DIAG_SOURCE_FUNCTION = 'R'
};

// Result, name, parameters.
#define YILAN_LIBPQ_FUNCTIONS(X)                                                                                   \
  X(int, PQlibVersion, (void))                                                                                     \
  X(PQconninfoOption *, PQconninfoParse, (const char *address, char **message))                                    \
  X(void, PQconninfoFree, (PQconninfoOption * options))                                                            \
  X(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expands_dbname))  \
  X(void, PQreset, (PGconn *))                                                                                     \
  X(void, PQfinish, (PGconn *))                                                                                    \
  X(ConnStatusType, PQstatus, (const PGconn *))                                                                    \
  X(PGTransactionStatusType, PQtransactionStatus, (const PGconn *))                                                \
  X(int, PQserverVersion, (const PGconn *))                                                                        \
  X(char *, PQerrorMessage, (const PGconn *))                                                                      \
  X(int, PQsocket, (const PGconn *))                                                                               \
  X(int, PQbackendPID, (const PGconn *))                                                                           \
  X(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn *, PQnoticeReceiver, void *argument))                           \
  X(PGcancel *, PQgetCancel, (PGconn *))                                                                           \
  X(void, PQfreeCancel, (PGcancel *))                                                                              \
  X(int, PQcancel, (PGcancel *, char *message, int size))                                                          \
  X(PGresult *, PQexec, (PGconn *, const char *sql))                                                               \
  X(PGresult *, PQexecParams,                                                                                      \
    (PGconn *, const char *sql, int count, const Oid *types, const char *const *values, const int *lengths,        \
     const int *formats, int result_format))                                                                       \
  X(PGresult *, PQprepare, (PGconn *, const char *name, const char *sql, int count, const Oid *types))             \
  X(PGresult *, PQexecPrepared,                                                                                    \
    (PGconn *, const char *name, int count, const char *const *values, const int *lengths, const int *formats,     \
     int result_format))                                                                                           \
  X(PGresult *, PQgetResult, (PGconn *))                                                                           \
  X(int, PQputCopyData, (PGconn *, const char *bytes, int count))                                                  \
  X(int, PQputCopyEnd, (PGconn *, const char *message))                                                            \
  X(int, PQconsumeInput, (PGconn *))                                                                               \
  X(PGnotify *, PQnotifies, (PGconn *))                                                                            \
  X(void, PQfreemem, (void *))                                                                                     \
  X(ExecStatusType, PQresultStatus, (const PGresult *))                                                            \
  X(char *, PQresultErrorMessage, (const PGresult *))                                                              \
  X(char *, PQresultErrorField, (const PGresult *, int field))                                                     \
  X(int, PQntuples, (const PGresult *))                                                                            \
  X(int, PQnfields, (const PGresult *))                                                                            \
  X(char *, PQfname, (const PGresult *, int column))                                                               \
  X(Oid, PQftype, (const PGresult *, int column))                                                                  \
  X(char *, PQcmdTuples, (PGresult *))                                                                             \
  X(char *, PQgetvalue, (const PGresult *, int row, int column))                                                   \
  X(int, PQgetlength, (const PGresult *, int row, int column))                                                     \
  X(int, PQgetisnull, (const PGresult *, int row, int column))                                                     \
  X(void, PQclear, (PGresult *))

/// The functions of an opened library.
typedef struct yilan_libpq {
#define X(result, name, parameters) result(*name) parameters;
  YILAN_LIBPQ_FUNCTIONS(X)
#undef X
} yilan_libpq;

/// Opens a library and fills the table; false where it is absent, older than PostgreSQL 10, or lacks a function.
bool yilan_libpq_open(const char *name, yilan_libpq *table);

/// Takes the notices of a connection and does nothing with them: libpq itself would write them over the screen.
void yilan_libpq_ignore(void *argument, const PGresult *result);
