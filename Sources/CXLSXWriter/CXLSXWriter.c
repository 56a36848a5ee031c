#include "CXLSXWriter.h"

#include <dlfcn.h>
#include <stddef.h>

bool yilan_xlsxwriter_open(const char *name, yilan_xlsxwriter *table) {
  void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  // A name without a number may be that of a library with other types.
  uint16_t (*version)(void) = NULL;
  *(void **)&version = dlsym(library, "lxw_version_id");
  bool is_whole = version != NULL && version() / 100 == LXW_VERSION_ID / 100;
#define X(function)                                       \
  *(void **)&table->function = dlsym(library, #function); \
  is_whole = is_whole && table->function != NULL;
  YILAN_XLSXWRITER_FUNCTIONS(X)
#undef X
  if (!is_whole) dlclose(library);
  return is_whole;
}
