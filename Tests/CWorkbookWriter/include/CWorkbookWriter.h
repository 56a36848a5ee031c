// libxlsxwriter, with which tests write workbooks as others do.
#pragma once
#include <xlsxwriter.h>
