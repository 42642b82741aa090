package org.edms.backup.service.restore;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.commons.fileupload2.core.AbstractFileUpload;
import org.apache.commons.fileupload2.core.DiskFileItem;
import org.apache.commons.fileupload2.core.DiskFileItemFactory;
import org.apache.commons.fileupload2.core.FileItemHeaders;
import org.apache.commons.fileupload2.core.FileItemInputIterator;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.RequestContext;

/** A request of type multipart/form-data, whose parts are read as they arrive. */
record MultipartRequest(InputStream body, String contentType) implements RequestContext {

    private static final int BUFFER = 1 << 17;

    boolean hasBoundary() {
        return new Parser().getBoundary(contentType) != null;
    }

    FileItemInputIterator parts() throws IOException {
        return new Parser().getItemIterator(this);
    }

    @Override
    public String getCharacterEncoding() {
        return StandardCharsets.UTF_8.name();
    }

    @Override
    public long getContentLength() {
        return -1;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    /** The parser reads small pieces. */
    @Override
    public InputStream getInputStream() {
        return new BufferedInputStream(body, BUFFER);
    }

    @Override
    public boolean isMultipartRelated() {
        return false;
    }

    private static final class Parser extends AbstractFileUpload<MultipartRequest, DiskFileItem, DiskFileItemFactory> {

        /** The iterator skips a part without a name; an empty name is refused like any unknown one. */
        @Override
        public String getFieldName(FileItemHeaders headers) {
            String name = super.getFieldName(headers);
            return name == null ? "" : name;
        }

        @Override
        public FileItemInputIterator getItemIterator(MultipartRequest request) throws IOException {
            return getItemIterator((RequestContext) request);
        }

        @Override
        public Map<String, List<DiskFileItem>> parseParameterMap(MultipartRequest request) throws FileUploadException {
            return parseParameterMap((RequestContext) request);
        }

        @Override
        public List<DiskFileItem> parseRequest(MultipartRequest request) throws FileUploadException {
            return parseRequest((RequestContext) request);
        }
    }
}
