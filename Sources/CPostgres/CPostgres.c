#include "CPostgres.h"

#include <dlfcn.h>
#include <stddef.h>

bool yilan_libpq_open(const char *name, yilan_libpq *table) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  bool is_whole = true;
#define X(result, function, parameters)                   \
  *(void **)&table->function = dlsym(library, #function); \
  is_whole = is_whole && table->function != NULL;
  YILAN_LIBPQ_FUNCTIONS(X)
#undef X
  is_whole = is_whole && table->PQlibVersion() >= 100000;
  if (!is_whole) dlclose(library);
  return is_whole;
}

void yilan_libpq_ignore(void *argument, const PGresult *result) {
  (void)argument;
  (void)result;
}
