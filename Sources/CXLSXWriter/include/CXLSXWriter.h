// libxlsxwriter, opened when the first workbook is written: its types, and a table of its functions.
#pragma once
#include <stdbool.h>
#include <xlsxwriter.h>

#define YILAN_XLSXWRITER_FUNCTIONS(X) \
  X(workbook_new)                     \
  X(workbook_close)                   \
  X(workbook_set_properties)          \
  X(workbook_add_worksheet)           \
  X(workbook_add_format)              \
  X(format_set_bold)                  \
  X(format_set_font_size)             \
  X(format_set_font_color)            \
  X(format_set_bg_color)              \
  X(format_set_border)                \
  X(format_set_border_color)          \
  X(format_set_align)                 \
  X(format_set_text_wrap)             \
  X(format_set_num_format)            \
  X(worksheet_write_string)           \
  X(worksheet_write_number)           \
  X(worksheet_write_comment_opt)      \
  X(worksheet_set_column)             \
  X(worksheet_freeze_panes)           \
  X(worksheet_autofilter)             \
  X(worksheet_repeat_rows)            \
  X(worksheet_set_landscape)          \
  X(worksheet_set_paper)              \
  X(worksheet_fit_to_pages)           \
  X(worksheet_data_validation_range)

/// The functions of an opened library.
typedef struct yilan_xlsxwriter {
#define X(name) __typeof__(&name) name;
  YILAN_XLSXWRITER_FUNCTIONS(X)
#undef X
} yilan_xlsxwriter;

/// The name of the library that the types are of.
static inline const char *yilan_xlsxwriter_soname(void) { return "libxlsxwriter.so." LXW_SOVERSION; }
/// The package that has it in Debian and Ubuntu.
static inline const char *yilan_xlsxwriter_package(void) { return "libxlsxwriter" LXW_SOVERSION; }

/// Opens a library and fills the table; false where it is absent, of other types, or lacks a function.
bool yilan_xlsxwriter_open(const char *name, yilan_xlsxwriter *table);
